"""`make bench`: the figures the project answers for, measured beside a floor or a peer."""
