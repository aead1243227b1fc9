"""The program ``danhmuc``: its commands, and the one place where errors become exit codes.

Exit codes: 0 done as asked, whatever the findings; 1 something needs a person; 2 wrong usage; 3 source or registry
out of reach; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from .group import LazyGroup
from .language import LANGUAGES, both, say, speaking
from .options import option
from .output import hush, settle_streams, tell

__all__ = ["COMMANDS", "main", "program", "run"]

COMMANDS = {
    "harvest": both("Thu thập danh mục ở LOCATION", "Harvest the catalogues at LOCATION"),
    "validate": both(
        "Kiểm tra danh mục ở LOCATION theo một hồ sơ, không lưu gì",
        "Check the catalogues at LOCATION against a profile",
    ),
    "list": both("Liệt kê bản ghi", "List records"),
    "show": both("Xem bản ghi có IRI này", "Show the record of this IRI"),
    "export": both("Xuất danh mục ra TARGET", "Export the inventory to TARGET"),
    "source": both("Các nguồn của sổ đăng ký", "The sources of the registry"),
    "vocab": both("Các bảng mã", "The code lists"),
    "shapes": both(
        "Hồ sơ, quy tắc của chúng, và lỗi trong tệp SHACL", "Profiles, their rules, and faults in SHACL files"
    ),
    "registry": both("Bản thân sổ đăng ký", "The registry itself"),
    "demo": both(
        "Chạy thử trên dữ liệu mẫu của Huế trong thư mục DIR",
        "Try danhmuc on sample catalogues of Huế in the folder DIR",
    ),
}
"""Name of a command, which is that of its module here, to its first clause: so ``--help`` imports none of them."""


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version  # only needed here

        try:
            tell(f"danhmuc {version('danhmuc')}")
        except PackageNotFoundError:
            tell("danhmuc (not installed)")
        context.exit()


@click.group(
    "danhmuc",
    cls=LazyGroup,
    summaries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=both(
        "Sổ đăng ký và danh mục tài sản dữ liệu: thu thập, kiểm tra, xuất.\n\nBắt đầu bằng: danhmuc demo",
        "Metadata registry and data-asset inventory: harvest, validate, export.\n\nStart with: danhmuc demo",
    ),
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    help=both("Ngôn ngữ của câu trả lời (biến DANHMUC_LANG).", "Language of answers (or DANHMUC_LANG)."),
)
@option("-v", "--verbose", is_flag=True, help=both("Ghi chi tiết ra stderr.", "Tell details on stderr."))
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help=both("Hiện số phiên bản.", "Show the version."),
)
@click.pass_context
def program(context: click.Context, verbose: bool) -> None:  # noqa: FBT001 - click's own
    """Settle what all commands share."""
    import logging  # costs as much as a third of a bare interpreter

    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        context.color = False
    logging.captureWarnings(capture=True)
    logging.basicConfig(
        format="%(levelname)s %(name)s: %(message)s", level=logging.INFO if verbose else logging.CRITICAL
    )


def run(arguments: Sequence[str]) -> int:
    """Run the program and tell its exit code; every error is one line on stderr."""
    with speaking(arguments):
        try:
            return _called(list(arguments))
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except click.exceptions.NoArgsIsHelpError as error:
            tell(error.format_message())
            return 2
        except BrokenPipeError:
            hush(sys.stdout)
            return 0
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the program's edge
            from .refusals import answer  # what is refused may cost a little more

            return answer(error)


def _called(arguments: list[str]) -> int:
    if any(_is_broken(argument) for argument in arguments):
        raise click.UsageError(say("có đối số không phải UTF-8", "an argument is not UTF-8"))
    # Not click's own main(): it writes lines of its own when interrupted and when nobody reads.
    with program.make_context("danhmuc", arguments) as context:
        code = program.invoke(context)
    return code if isinstance(code, int) else 0


def _is_broken(argument: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in argument)


def main() -> NoReturn:
    """Run with the arguments of the process."""
    settle_streams()
    sys.exit(run(sys.argv[1:]))
