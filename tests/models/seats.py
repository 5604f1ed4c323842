"""What a code or a name means on a day, as tests compare it."""


def meant(states, text, on, is_code=False):
    """The code of the state that a text means on a day, whether it was a member, the problem."""
    meaning = states.meaning(text if is_code else "", "" if is_code else text, on.toordinal())
    code = states.countries[meaning.country].code if meaning.country else None
    return code, meaning.is_member, meaning.problem
