"""Renders a template with Jinja a number of times for each line on stdin, and prints the seconds that took."""
import json
import sys
import time

import jinja2

template_file, context_file, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(template_file, encoding="utf-8") as source:
    template = jinja2.Environment(extensions=["jinja2.ext.do"]).from_string(source.read())
with open(context_file, encoding="utf-8") as source:
    context = json.load(source)
print(len(template.render(context)), flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for _ in range(count):
        template.render(context)
    print(time.perf_counter() - start, flush=True)
