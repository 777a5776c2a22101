"""How to come to the pages of plans, figures, projects, results and the ledger."""

from tests.browser.stage import Stage
from tests.browser.ways import Way

FORM = "main form[method=post] [type=submit]:not([name])"


def at(path: str) -> Way:
    """A page of what was furnished, by its name between braces."""

    def go(stage: Stage) -> None:
        stage.go("/nl/" + path.format_map(stage.furniture))

    return go


def refused(path: str, button: str = FORM, **typed: str) -> Way:
    """A form of which something is wrong: ``typed`` in the fields, the rest as it is found."""

    def go(stage: Stage) -> None:
        at(path)(stage)
        for name, text in typed.items():
            stage.page.locator(f"main [name='{name}']").last.fill(text)
        stage.send(button)

    return go
