"""Answers, for each line `SECONDS<TAB>EXPRESSION` on stdin, when croniter has it come next (UTC seconds), or why not."""
import sys

from croniter import croniter

for line in sys.stdin:
    start, expression = line.rstrip("\n").split("\t")
    try:
        print(int(croniter(expression, int(start)).get_next(float)))
    except Exception as error:  # the peer's refusal is its answer
        print("refused:", type(error).__name__, error)
