"""The mathematics and wording of stances: plain values in, frozen dataclasses out; no Django."""
