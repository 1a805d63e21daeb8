"""For each line on stdin, a JSON object {text} or {value}, prints as JSON what PyYAML reads or writes.

Values are tagged, since JSON knows fewer of them: ["int", "1"], ["str", "a"], ["list", [...]], ["map", [[k, v], ...]].
"""
import json
import math
import re
import sys

import yaml

sys.setrecursionlimit(5000)


class Unique(yaml.CSafeLoader):
    """Refuses a key that is there twice, as Salt does; dates stay text, and a leading zero makes no octal number."""

    def construct_scalar(self, node):
        if node.tag == "tag:yaml.org,2002:int" and re.fullmatch("0[0-9_]+", node.value):
            node.value = node.value.lstrip("0_") or "0"
        return super().construct_scalar(node)

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, list):
                key = tuple(key)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, "twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


Unique.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def tagged(value):
    if value is None:
        return ["null", ""]
    if isinstance(value, bool):
        return ["bool", str(value).lower()]
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, float):
        return ["float", "nan" if math.isnan(value) else repr(value)]
    if isinstance(value, str):
        return ["str", value]
    if isinstance(value, (list, tuple)):
        return ["list", [tagged(item) for item in value]]
    if isinstance(value, dict):
        return ["map", [[tagged(key), tagged(item)] for key, item in value.items()]]
    return ["other", type(value).__name__]


def plain(value):
    kind, content = value
    if kind == "null":
        return None
    if kind == "bool":
        return content == "true"
    if kind == "int":
        return int(content)
    if kind == "float":
        return float(content)
    if kind == "str":
        return content
    if kind == "list":
        return [plain(item) for item in content]
    return {plain(key): plain(item) for key, item in content}


for line in sys.stdin:
    case = json.loads(line)
    try:
        if "text" in case:
            answer = tagged(yaml.load(case["text"], Loader=Unique))
        else:
            answer = yaml.safe_dump(plain(case["value"]), default_flow_style=True, allow_unicode=True, width=80).rstrip("\n")
            if answer.endswith("\n..."):
                answer = answer[:-4]
    except Exception:  # the peer's refusal is its answer
        answer = ["refused"]
    print(json.dumps(answer))
