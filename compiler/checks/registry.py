"""Every check, in the order it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from compiler.checks import (
    dates,
    disclosure,
    figures,
    office_prose,
    references,
    sign_off,
    statuses,
    structure,
)
from compiler.checks.language import (
    enumerating,
    names,
    notation,
    parallel_clauses,
    sentences,
    typography,
    wording,
)
from compiler.checks.printed import PrintedReport
from compiler.diagnostics import Diagnostic
from compiler.model.report import Report

RecordCheck = Callable[[Report], Iterator[Diagnostic]]
TextCheck = Callable[[PrintedReport], Iterator[Diagnostic]]

RECORD_CHECKS: tuple[RecordCheck, ...] = (
    structure.problem_numbers,
    structure.measure_numbers,
    structure.aspects_together,
    structure.categories_together,
    structure.groups_together,
    structure.titles_alike,
    office_prose.placeholders,
    office_prose.braces,
    office_prose.unplaced,
    office_prose.order,
    sign_off.signed_in_order,
    sign_off.approved_after_completion,
    sign_off.approved_before_publication,
    statuses.incomplete_without_follow_up,
    statuses.override_without_reason,
    statuses.follow_up_not_printed,
    statuses.completed_after_signature,
    statuses.completed_after_cut_off,
    statuses.completed_before_inspection,
    statuses.completed_late,
    statuses.overdue,
    statuses.deadline_passed,
    statuses.deadline_undated,
    statuses.next_steps_beyond_deadline,
    statuses.completed_yet_going_on,
    statuses.unfinished_yet_done,
    statuses.figures_not_registered,
    statuses.evidence_missing,
    statuses.no_dated_measure,
    dates.information_in_order,
    dates.institutions_dated,
    references.repeated_title,
    figures.relations_hold,
    figures.prose_adds_up,
)
"""What the register and the forms say of each other, printed or not."""

TEXT_CHECKS: tuple[TextCheck, ...] = (
    dates.possible,
    dates.ranges_in_order,
    dates.nothing_after_signature,
    dates.nothing_after_cut_off,
    dates.plans_overtaken,
    dates.inspection_quoted,
    dates.one_cut_off_style,
    references.problem_numbers,
    references.problem_titles,
    references.counts_in_prose,
    figures.declared_in_text,
    figures.institutions_in_text,
    figures.handlings_in_text,
    disclosure.identity_numbers,
    disclosure.doubtful_identity_numbers,
    disclosure.mobile_numbers,
    disclosure.bank_cards,
    disclosure.plates,
    disclosure.home_addresses,
    disclosure.marks_of_secrecy,
    disclosure.withheld_names,
    disclosure.masked_beside_open,
    disclosure.internal_phones,
    disclosure.internal_names,
    enumerating.gaps,
    enumerating.repetitions,
    enumerating.first_members,
    enumerating.mixed_series,
    enumerating.commas,
    enumerating.unended,
    typography.pairs,
    typography.nesting,
    typography.angle_brackets,
    typography.pauses,
    typography.straight_quotes,
    typography.widths,
    typography.spaces,
    typography.latin_letters,
    notation.one_dash,
    notation.both_ends,
    notation.short_years,
    notation.mixed_units,
    notation.dates,
    notation.missing_units,
    notation.decimals,
    notation.phones,
    notation.counts_of_persons,
    typography.doubled_marks,
    wording.doubled,
    wording.doubled_listing,
    wording.totalled_twice,
    wording.problem_of_problems,
    wording.mistaken_words,
    wording.uniform_words,
    wording.either,
    wording.particles,
    wording.set_phrases,
    wording.quotes_kept,
    wording.abbreviations,
    names.titles,
    names.paper_kinds,
    names.units,
    names.bodies,
    names.word_order,
    names.unmarked_titles,
    names.member_order,
    names.branch_names,
    names.mirrored_labels,
    parallel_clauses.counters,
    parallel_clauses.clause_marks,
    parallel_clauses.name_lists,
    sentences.unfilled,
    sentences.colons,
    sentences.glued_paragraphs,
    sentences.quoted_sentences,
)
"""What the notice says: these see what the outline prints and nothing else."""


def run_checks(printed: PrintedReport) -> list[Diagnostic]:
    """Run every check; a check raises for nothing a user wrote."""
    found = [diagnostic for check in RECORD_CHECKS for diagnostic in check(printed.report)]
    return found + [diagnostic for check in TEXT_CHECKS for diagnostic in check(printed)]
