"""``danhmuc shapes``: the profiles and their rules, and what is wrong with a shapes file itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.text import one_line

from ..answer import CommandAnswer, ShownColumn, Table
from ..group import Command, FileName, LazyGroup
from ..language import language, render
from ..messages.code_lists import ShapesText
from ..messages.program import AnswersText, ProgramText
from ..options import fail_on_option, json_option, registry_option
from ..output.findings import finding_dicts, findings_text, print_finding, print_profile_warnings, severity_text
from ..output.table import print_table
from ..output.text import print_json, print_line
from ..output.words import number_text

if TYPE_CHECKING:
    from danhmuc.shapes import Profile, Rule
    from danhmuc.shapes.linting import LintReport
    from danhmuc.shapes.profiles.profile_rows import ProfileRow
    from danhmuc.shapes.profiles.rules import LegalAct
    from danhmuc.vocab.concepts import CodeList
    from danhmuc.vocab.findings import Finding


@click.group(
    "shapes",
    cls=LazyGroup,
    help=ShapesText.HELP,
    short_help=ProgramText.SHAPES_BRIEF,
)
def command() -> None:
    """Group the commands about shapes."""


@command.command(
    "lint",
    cls=Command,
    help=ShapesText.LINT_HELP,
    short_help=ShapesText.LINT_BRIEF,
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FileName())
@fail_on_option
@json_option
def lint(files: tuple[str, ...], fail_on: str, as_json: bool) -> int:  # noqa: FBT001 - click's own
    """Look through each file, and at each beside those before it; the worst outcome is the exit code."""
    from danhmuc.shapes.linting import Linter  # heavy
    from danhmuc.vocab.errors import DocumentError, SourceUnavailableError

    from ..output.refusals import refuse

    linter = Linter()
    worst = 0
    answers: list[dict[str, object]] = []
    for file in files:
        try:
            report = linter.lint(Path(file))
        except (DocumentError, SourceUnavailableError) as error:
            worst = max(worst, refuse(error))
            answers.append({"location": file, "passed": False, "unread": True})
            continue
        passed = report.passed and not (fail_on == "warning" and report.counts["warning"])
        worst = max(worst, 0 if passed else 1)
        if as_json:
            answers.append(_report_dict(file, report, passed=passed))
        else:
            _print_report(file, report, passed=passed)
    if as_json:
        print_json(answers)
    return worst


def _report_dict(file: str, report: LintReport, *, passed: bool) -> dict[str, object]:
    return {
        "location": file,
        "passed": passed,
        "unread": False,
        "shapes": report.shapes,
        "findings": finding_dicts(report.findings),
    }


def _print_report(file: str, report: LintReport, *, passed: bool) -> None:
    print_line(render(ShapesText.LINTED(file=one_line(file), count=report.shapes)), bold=True)
    for finding in report.findings:
        print_finding(_in_brief(finding))
    verdict = click.style(
        render(AnswersText.PASS if passed else AnswersText.FAIL), fg="green" if passed else "red", bold=True
    )
    print_line(f"  {render(AnswersText.VERDICT(verdict=verdict, findings=findings_text(report.counts)))}")


def _in_brief(finding: Finding) -> Finding:
    """The finding without what its message names, which are shape and term; what has no line stands in the file above.

    What the reader of RDF noticed names neither.
    """
    brief = finding if finding.line is not None else replace(finding, document=None)
    return brief if not finding.code.startswith("lint:") else replace(brief, focus=None, value=None, fix=None)


_PROFILES: Final = (
    ShownColumn(AnswersText.PROFILE, lambda row: row.token),
    ShownColumn(AnswersText.FULL_TITLE, lambda row: _text(row.title)),
    ShownColumn(AnswersText.VERSION, lambda row: row.version or "–"),
    ShownColumn(ShapesText.BUILDS_ON, lambda row: ", ".join(row.builds_on) or "–"),
    ShownColumn(ShapesText.OWN_RULES, lambda row: number_text(row.rules), is_number=True),
    ShownColumn(ShapesText.ALL_RULES, lambda row: number_text(row.all_rules), is_number=True),
)


@command.command("list", cls=Command, help=ShapesText.LIST_HELP, short_help=ShapesText.LIST_BRIEF)
@json_option
def list_profiles(as_json: bool) -> CommandAnswer:  # noqa: ARG001, FBT001 - click's own
    """Show each profile."""
    from danhmuc.shapes import profile_rows  # heavy

    rows = list(profile_rows())
    return CommandAnswer(data=[_profile_dict(row) for row in rows], parts=[Table(_PROFILES, rows)])


def _profile_dict(row: ProfileRow) -> dict[str, object]:
    return {
        "token": row.token,
        "title": dict(row.title),
        "version": row.version,
        "builds_on": list(row.builds_on),
        "rules": row.rules,
        "all_rules": row.all_rules,
    }


@command.command(
    "show",
    cls=Command,
    help=ShapesText.SHOW_HELP,
    short_help=ShapesText.SHOW_BRIEF,
)
@click.argument("name", metavar="PROFILE")
@click.argument("rule", required=False, metavar="[RULE]")
@registry_option
@json_option
def show(name: str, rule: str | None, registry_url: str, as_json: bool) -> int:  # noqa: FBT001 - click's own
    """Show all rules or one."""
    from danhmuc.shapes import load_profile  # heavy

    from .vocab.legal_acts import legal_acts

    profile = load_profile(name)
    print_profile_warnings(name, profile.warnings)
    rules = list(profile.rules.values()) if rule is None else [_rule(profile, rule)]
    acts = legal_acts(registry_url) if any(one.basis is not None for one in rules) else None
    if as_json:
        print_json([_rule_dict(one, acts) for one in rules])
    elif rule is None:
        headings = (ShapesText.RULE, ShapesText.SEVERITY, ShapesText.BASIS, ShapesText.MESSAGE)
        print_table(
            [*map(render, headings)], [(one.code, _state(one), _basis(one, acts), _text(one.message)) for one in rules]
        )
    else:
        _print_rule(rules[0], acts)
    return 0


def _rule(profile: Profile, asked: str) -> Rule:
    """The rule of that code; its profile may be left out where it is the one shown.

    Raises:
        UsageError: there is none.
    """
    from difflib import get_close_matches

    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    by_code = {rule.code: rule for rule in profile.rules.values()}
    found = by_code.get(asked) or by_code.get(f"{profile.token}:{asked}")
    if found is not None:
        return found
    near = get_close_matches(asked, by_code, n=3) or get_close_matches(f"{profile.token}:{asked}", by_code, n=3)
    if near:
        raise UsageError(ShapesText.RULE_UNKNOWN_NEAR(profile=profile.token, rule=asked, near=tuple(near)))
    raise UsageError(ShapesText.RULE_UNKNOWN(profile=profile.token, rule=asked))


def _print_rule(rule: Rule, acts: CodeList | None) -> None:
    from danhmuc.registry.messages.reports import ReportsText  # heavy

    print_line(one_line(rule.code), bold=True)
    severity, layer = _state(rule), ReportsText.LAYERS[rule.layer]()
    lines = (
        ShapesText.RULE_NAME(name=_text(rule.name)) if rule.name else None,
        ShapesText.RULE_SEVERITY(severity=severity),
        ShapesText.RULE_LAYER(layer=layer),
        ShapesText.RULE_PATH(path=_short(rule.path)) if rule.path is not None else None,
        ShapesText.RULE_MESSAGE(message=_text(rule.message)) if rule.message else None,
        ShapesText.RULE_BASIS(basis=_basis(rule, acts)),
        ShapesText.RULE_FROM(day=rule.valid_from.isoformat()) if rule.valid_from is not None else None,
        ShapesText.RULE_UNTIL(day=rule.valid_through.isoformat()) if rule.valid_through is not None else None,
        ShapesText.RULE_REPLACED(property=_short(rule.replaced_by)) if rule.replaced_by is not None else None,
        ShapesText.RULE_SEE_ALSO(pages=" ".join(rule.see_also)) if rule.see_also else None,
    )
    for line in lines:
        if line is not None:
            print_line(f"  {one_line(render(line))}")
    print_line(f"  IRI: {one_line(rule.iri)}")


def _rule_dict(rule: Rule, acts: CodeList | None) -> dict[str, object]:
    return {
        "code": rule.code,
        "iri": rule.iri,
        "severity": rule.severity,
        "layer": rule.layer,
        "deactivated": rule.is_deactivated,
        "path": rule.path,
        "name": dict(rule.name),
        "message": dict(rule.message),
        "source": dict(rule.source),
        "basis": None if rule.basis is None else _act_dict(rule.basis, acts),
        "clause": dict(rule.clause),
        "valid_from": None if rule.valid_from is None else rule.valid_from.isoformat(),
        "valid_through": None if rule.valid_through is None else rule.valid_through.isoformat(),
        "replaced_by": rule.replaced_by,
        "see_also": list(rule.see_also),
    }


def _state(rule: Rule) -> str:
    return render(ShapesText.DEACTIVATED) if rule.is_deactivated else severity_text(rule.severity)


def _basis(rule: Rule, acts: CodeList | None) -> str:
    """Act, clause and status; else the source as text, else the page to read."""
    from danhmuc.registry.reporting.explained_findings import basis_text  # heavy

    return basis_text(rule, language(), acts) or next(iter(rule.see_also), "–")


def _act_dict(act: LegalAct, acts: CodeList | None) -> dict[str, object]:
    """A legal act with what the list of legal acts states; what is not listed has an unknown status."""
    from danhmuc.registry.reporting.explained_findings import listed_act  # heavy

    listed = listed_act(act, acts)
    facts = None if listed is None else listed.as_dict()
    return {
        "identifier": act.identifier,
        "title": dict(act.title),
        "status": "unknown" if listed is None or listed.act is None else listed.act.status,
        "listed": facts,
    }


def _text(texts: Mapping[str, str]) -> str:
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), "")


def _short(iri: str | None) -> str:
    from danhmuc.vocab.prefixes import abbreviate  # cheap, but --help needs none of it

    return "" if iri is None else abbreviate(iri)
