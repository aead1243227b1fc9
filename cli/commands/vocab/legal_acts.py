"""The list of legal acts for commands that show the basis of a rule and need no registry themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from danhmuc.vocab.text import one_line

from ...language import render
from ...messages.code_lists import CodeListsCommandText
from ...output.text import print_line
from .available_lists import available_list, open_if_any

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList


def legal_acts(url: str) -> CodeList:
    """The list of legal acts of the registry, if there is one, else the bundled list.

    A registry that nobody asked for on the command line and that cannot be used is reported, and does not stop the
    command: it only lends its words.

    Raises:
        RegistryError: a registry that was named on the command line cannot be used.
    """
    from danhmuc.vocab.concepts import LEGAL_ACTS  # --help needs no list
    from danhmuc.vocab.errors import RegistryError, UsageError

    context = click.get_current_context()
    try:
        with open_if_any(context, url) as registry:
            return available_list(registry, LEGAL_ACTS)
    except (RegistryError, UsageError) as error:
        if context.get_parameter_source("registry_url") is ParameterSource.COMMANDLINE:
            raise
        print_line(one_line(f"danhmuc: {render(CodeListsCommandText.ACTS_BUNDLED(reason=error.message))}"), err=True)
        return available_list(None, LEGAL_ACTS)
