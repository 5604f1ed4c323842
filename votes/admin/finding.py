"""Finding positions by what an editor types: the state and the text, each in any spelling."""

from django.db.models import Q

from votes.models import Country, Resolution, symbol_key


def texts_called(word):
    """The text that a word names exactly, else all whose symbols contain it."""
    if found := Resolution.objects.each_called([word])[word]:
        return Resolution.objects.filter(pk__in=[text.pk for text in found])
    if not (key := symbol_key(word)):
        return Resolution.objects.none()
    return Resolution.objects.filter(Q(symbol_key__contains=key) | Q(draft_key__contains=key))


def positions_matching(search):
    """The condition that every word names the state or the text, e.g. "PAK ES-11/4"."""
    found = Q()
    for word in search.replace(",", " ").split():
        countries = list(Country.objects.matching(word).values_list("pk", flat=True))
        texts = texts_called(word).values_list("pk", flat=True)
        found &= Q(country__in=countries) | Q(roll_call__resolution__in=list(texts[:1000]))
    return found
