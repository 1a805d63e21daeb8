"""For each line on stdin, a JSON object {source, context, templates, options}, prints as JSON what Jinja renders or refuses."""
import json
import resource
import signal
import sys

import jinja2
import jinja2.sandbox

resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


class TooLong(Exception):
    """A case takes more than a second."""


def stop(signal_number, frame):
    raise TooLong()


signal.signal(signal.SIGALRM, stop)

KINDS = {
    "default": jinja2.Undefined,
    "chainable": jinja2.ChainableUndefined,
    "debug": jinja2.DebugUndefined,
    "strict": jinja2.StrictUndefined,
}

def answer(case):
    options = case["options"]
    options["undefined"] = KINDS[options["undefined"]]
    environment = jinja2.sandbox.SandboxedEnvironment(
        loader=jinja2.DictLoader(case["templates"]), extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], optimized=False, **options
    )
    signal.alarm(1)
    try:
        return environment.from_string(case["source"]).render(case["context"])
    except jinja2.TemplateSyntaxError:
        return "refused: TemplateSyntaxError"
    finally:
        signal.alarm(0)


for line in sys.stdin:
    refusal = None
    try:
        text = json.dumps(answer(json.loads(line)))
    except Exception as error:  # the peer's refusal is its answer
        # What used up the memory is held until here: nothing is made before it is let go.
        refusal = type(error).__name__
    print(text if refusal is None else json.dumps("refused: " + refusal))
