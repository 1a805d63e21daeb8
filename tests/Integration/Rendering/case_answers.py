"""For each line on stdin, a JSON text, prints as JSON how each of its characters that Unicode has assigned is written in each case, and
the whole text."""
import json
import sys
import unicodedata


def forms(text):
    return "|".join([text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold(),
                     str(text.islower()), str(text.isupper()), str(text.istitle())])


for line in sys.stdin:
    text = "".join(c for c in json.loads(line) if unicodedata.category(c) != "Cn")
    print(json.dumps([text, forms(text), [forms(c) for c in text]]))
