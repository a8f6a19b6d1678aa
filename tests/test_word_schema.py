"""Every part we write against the published schema, and every style and run of the sample against
the standard.

The order of child elements is that of the transitional schema wml.xsd (ECMA-376 Part 4, first
edition's order, which Word keeps to and calls a file damaged that does not); for pPr, rPr,
sectPr, style, tblPr and tcPr it was compared with the successor lists of python-docx's
``docx.oxml``. The tables name the whole sequence of each type, not only what we use, so that an
element of another type is found as well as a misplaced one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import attrs
import pytest
from lxml import etree

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.diagnostics import has_errors
from compiler.model.document import Document, Paragraph, Run, RunKind, TableCell
from compiler.notice.kind import (
    ATTACHMENT_LIST_STYLE,
    ATTACHMENT_STYLE,
    BODY_STYLE,
    CELL_STYLE,
    HEAD_CELL_STYLE,
    STYLES,
)
from compiler.notice.layout_profiles import LAYOUT_PROFILES, LayoutProfile
from compiler.package.parts import CONTENT_TYPES, THEME_FONTS, W, unpack
from compiler.word.runs import AMBIGUOUS
from compiler.word.template.looks import LOOKS
from compiler.word.template.markup import R
from compiler.word.template.styles import build_styles
from compiler.word.writer import write_word

ROOT = Path(__file__).parents[1]
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

ORDER = {
    name: children.split()
    for name, children in {
        "document": "background body",
        "body": "p|tbl sectPr",
        "hdr": "p|tbl",
        "ftr": "p|tbl",
        "p": "pPr r|fldSimple|bookmarkStart|bookmarkEnd|commentRangeStart|commentRangeEnd",
        "fldSimple": "r",
        "r": "rPr t|br|tab|commentReference|annotationRef",
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
        "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
        "divId cnfStyle rPr sectPr pPrChange",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
        "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
        "eastAsianLayout specVanish oMath rPrChange",
        "sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
        "tbl": "tblPr tblGrid tr",
        "tblGrid": "gridCol tblGridChange",
        "tr": "tblPrEx trPr tc",
        "trPr": "cnfStyle|divId|gridBefore|gridAfter|wBefore|wAfter|cantSplit|trHeight|tblHeader|tblCellSpacing|jc|hidden",
        "tc": "tcPr p|tbl",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
        "tblBorders": "top left start bottom right end insideH insideV",
        "tblCellMar": "top left start bottom right end",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers "
        "cellIns|cellDel|cellMerge tcPrChange",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "rPrDefault": "rPr",
        "pPrDefault": "pPr",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
        "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
        "fonts": "font",
        "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
        "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
        "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
        "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
        "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView "
        "trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet "
        "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
        "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
        "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
        "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin "
        "drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
        "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema "
        "saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly "
        "useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr "
        "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping",
        "compat": "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance "
        "balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn "
        "spacingInWholePoints lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack wpSpaceWidth showBreaksInFrames "
        "subFontBySize suppressBottomSpacing suppressTopSpacing suppressSpacingAtTopOfPage suppressTopSpacingWP "
        "suppressSpBfAfterPgBrk swapBordersFacingPages convMailMergeEsc truncateFontHeightsLikeWP6 mwSmallCaps "
        "usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces footnoteLayoutLikeWW8 shapeLayoutLikeWW8 "
        "alignTablesRowByRow forgetLastTabAlignment adjustLineHeightInTable autoSpaceLikeWord95 noSpaceRaiseLower "
        "doNotUseHTMLParagraphAutoSpacing layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules "
        "doNotBreakWrappedTables doNotSnapToGridInCell selectFldWithFirstOrLastChar applyBreakingRules doNotWrapTextWithPunct "
        "doNotUseEastAsianBreakRules useWord2002TableStyleRules growAutofit useFELayout useNormalStyleForList "
        "doNotUseIndentAsNumberingTabStop useAltKinsokuLineBreakRules allowSpaceOfSameStyleInTable doNotSuppressIndentation "
        "doNotAutofitConstrainedTables autofitToFirstFixedWidthCell underlineTabInNumList displayHangulFixedWidth "
        "splitPgBreakAndParaMark doNotVertAlignCellWithSp doNotBreakConstrainedForcedTable doNotVertAlignInTxbx "
        "useAnsiKerningPairs cachedColBalance compatSetting",
    }.items()
}
"""By type, its sequence of children; ``|`` joins those that share a place."""

ATTRIBUTES = {
    "rFonts": "hint ascii hAnsi eastAsia cs",
    "ind": "left leftChars right rightChars hanging hangingChars firstLine firstLineChars",
    "spacing": "before after line lineRule val",
    "lang": "val eastAsia bidi",
    "pgSz": "w h orient",
    "pgMar": "top right bottom left header footer gutter",
    "docGrid": "type linePitch charSpace",
    "tblW": "w type", "tcW": "w type", "gridCol": "w", "jc": "val", "sz": "val", "szCs": "val", "outlineLvl": "val", "pStyle": "val",
    "rStyle": "val", "cantSplit": "val", "tblHeader": "val", "vAlign": "val", "tblLayout": "type", "tblStyle": "val",
    "tblLook": "val firstRow lastRow firstColumn lastColumn noHBand noVBand",
    "style": "type default customStyle styleId",
}  # fmt: skip
"""The attributes of our own vocabulary that an element may carry here: no theme font, no revision
mark."""

IN_PARTS = {
    "word/document.xml": "document",
    "word/styles.xml": "styles",
    "word/settings.xml": "settings",
    "word/fontTable.xml": "fonts",
    "word/header": "hdr",
    "word/footer": "ftr",
}


def paragraph(
    text: str, style: str = BODY_STYLE, cell: TableCell | None = None, kind: RunKind = RunKind.FIELD
) -> Paragraph:
    return Paragraph((Run(text, kind, ()),), style, cell=cell)


ATTACHED = (
    paragraph("附件：1.整改措施台账", ATTACHMENT_LIST_STYLE),
    paragraph("中共望澜区委", "落款"),
    paragraph("2025年2月20日", "成文日期"),
    paragraph("附件1", ATTACHMENT_STYLE),
    paragraph("整改措施台账", "附件标题"),
    *(
        paragraph(text, HEAD_CELL_STYLE, TableCell(1, 0, n, 3))
        for n, text in enumerate(("序号", "整改措施", "完成状态"))
    ),
    *(
        paragraph(text, CELL_STYLE, TableCell(1, 1, n, 3))
        for n, text in enumerate(("1", "新增学位“540”个……", "已完成"))
    ),
    paragraph("2", CELL_STYLE, TableCell(1, 2, 0, 3)),
    paragraph("附件2", ATTACHMENT_STYLE),
    paragraph("说明文字。"),
)
HOLE = Paragraph(
    (
        Run("（一）", RunKind.NUMBER, ()),
        Run("某事。", RunKind.FRAME, ()),
        Run("待报", RunKind.HOLE, ()),
    ),
    "二级标题",
    2,
    2,
)


@pytest.fixture(scope="module")
def sample() -> Document:
    document = check_document(analyse(ROOT)).document
    assert document is not None
    return document


def written(document: Document, profile: LayoutProfile) -> dict[str, bytes]:
    data, found = write_word(
        document,
        build_styles(profile),
        title="通报",
        organ="中共望澜区委",
        signed_on=date(2025, 2, 20),
        file="styles.docx",
        layout=profile,
    )
    assert found == []
    assert data is not None
    return unpack(data)


@pytest.fixture(
    scope="module",
    params=[(name, case) for name in LAYOUT_PROFILES for case in ("sample", "attached", "draft")],
    ids=str,
)
def parts(request: pytest.FixtureRequest, sample: Document) -> dict[str, bytes]:
    name, case = cast(tuple[str, str], request.param)
    documents = {
        "sample": sample,
        "attached": Document((*sample.paragraphs[:20], *ATTACHED)),
        "draft": Document((*sample.paragraphs[:20], HOLE, *ATTACHED), draft=True),
    }
    return written(documents[case], LAYOUT_PROFILES[name])


@pytest.fixture(scope="module", params=list(LAYOUT_PROFILES))
def profile(request: pytest.FixtureRequest) -> LayoutProfile:
    return LAYOUT_PROFILES[str(request.param)]


@pytest.fixture(scope="module")
def notice(profile: LayoutProfile, sample: Document) -> dict[str, etree._Element]:
    """The parts of the sample's publication copy."""
    return {name: etree.fromstring(content) for name, content in written(sample, profile).items()}


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def word_parts(parts: dict[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            yield name, etree.fromstring(content)


def val(element: etree._Element, path: str, attribute: str = "val") -> list[str]:
    return [
        str(value)
        for value in cast(
            list[object], element.xpath(f"{path}/@w:{attribute}", namespaces={"w": W})
        )
    ]


def find(element: etree._Element, path: str) -> list[etree._Element]:
    return cast(list[etree._Element], element.xpath(path, namespaces={"w": W, "r": R}))


# The schema


def test_elements_stand_in_the_order_of_the_schema(parts: dict[str, bytes]) -> None:
    for name, root in word_parts(parts):
        for element in root.iter():
            places = {
                child: place
                for place, group in enumerate(ORDER.get(local(element), ()))
                for child in group.split("|")
            }
            found = [local(child) for child in element]
            assert not found or places, f"{name}: no sequence known for {local(element)}"
            assert set(found) <= set(places), (name, local(element), found)
            order = [places[child] for child in found]
            assert order == sorted(order), (name, local(element), found)


def test_single_elements_are_single(parts: dict[str, bytes]) -> None:
    """In property bags every element stands once."""
    for name, root in word_parts(parts):
        for bag in ("pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "style", "settings"):
            for element in find(root, f"//w:{bag}"):
                found = [
                    local(child) for child in element if not local(child).endswith("Reference")
                ]
                assert len(found) == len(set(found)), (name, bag, found)


def test_attributes_are_those_of_the_schema(parts: dict[str, bytes]) -> None:
    for name, root in word_parts(parts):
        for element in root.iter():
            own = {etree.QName(key).localname for key in element.attrib}
            assert own <= set(ATTRIBUTES.get(local(element), " ".join(own)).split()), (
                name,
                local(element),
                own,
            )


def test_roots_are_those_of_their_parts(parts: dict[str, bytes]) -> None:
    for name, root in word_parts(parts):
        assert [kind for start, kind in IN_PARTS.items() if name.startswith(start)] == [local(root)]


def test_a_cell_ends_in_a_paragraph_and_a_body_in_its_section(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts["word/document.xml"])
    assert all(local(cell[-1]) == "p" for cell in find(root, "//w:tc"))
    body = find(root, "w:body")[0]
    assert (local(body[-2]), local(body[-1])) == ("p", "sectPr")
    columns = {len(find(table, "w:tblGrid/w:gridCol")) for table in find(root, "//w:tbl")}
    assert columns == {len(find(row, "w:tc")) for row in find(root, "//w:tr")}


# The package


def targets(parts: dict[str, bytes], part: str) -> dict[str, str]:
    """The targets of a part's relationships by id."""
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    root = etree.fromstring(parts[name]) if name in parts else etree.Element("none")
    assert not root.xpath("//*[@TargetMode='External']")
    return {
        str(entry.get("Id")): posixpath.normpath(
            posixpath.join(folder, str(entry.get("Target")))
        ).lstrip("/")
        for entry in root.iter(f"{{{RELATIONSHIPS}}}Relationship")
    }


def test_every_part_is_reachable_and_every_reference_resolves(parts: dict[str, bytes]) -> None:
    reached, waiting = {CONTENT_TYPES}, [""]
    while waiting:
        part = waiting.pop()
        own = targets(parts, part)
        if part:
            reached.add(part)
            wanted = {
                str(value)
                for value in cast(
                    list[object],
                    etree.fromstring(parts[part]).xpath("//@r:id", namespaces={"r": R}),
                )
            }
            assert wanted <= set(own), part
        if own:
            folder, file = posixpath.split(part)
            reached.add(posixpath.join(folder, "_rels", f"{file}.rels"))
        for target in own.values():
            assert target in parts, (part, target)
            waiting += [target] if target not in reached else []
    assert reached == set(parts)


def test_every_part_has_its_content_type(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts[CONTENT_TYPES])
    kinds = {
        str(entry.get("PartName")).lstrip("/"): str(entry.get("ContentType"))
        for entry in root.iter(f"{{{TYPES}}}Override")
    }
    defaults = {
        str(entry.get("Extension")): str(entry.get("ContentType"))
        for entry in root.iter(f"{{{TYPES}}}Default")
    }
    assert set(kinds) <= set(parts)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for part in set(parts) - {CONTENT_TYPES}:
        kind = kinds.get(part, defaults.get(part.rpartition(".")[2], ""))
        stem = posixpath.basename(part).removesuffix(".xml").rstrip("0123456789")
        expected = {
            "document": f"{word}.document.main+xml",
            "core": "application/vnd.openxmlformats-package.core-properties+xml",
        }.get(stem, f"{word}.{stem}+xml")
        assert kind == (
            "application/vnd.openxmlformats-package.relationships+xml"
            if part.endswith(".rels")
            else expected
        ), part


def test_nothing_internal_is_in_the_package(parts: dict[str, bytes]) -> None:
    for name, root in word_parts(parts):
        tags = {local(element) for element in root.iter()}
        assert not tags & {
            "bookmarkStart",
            "commentReference",
            "ins",
            "del",
            "vanish",
            "customXml",
            "sdt",
            "numPr",
            "rsids",
            "proofErr",
        }, name
        assert not [
            key for element in root.iter() for key in element.attrib if "rsid" in str(key)
        ], name


# Every style and run of the sample, in both profiles


@attrs.frozen
class Chain:
    """A style's own element and those it inherits from, the defaults last."""

    elements: tuple[etree._Element, ...]

    def get(self, path: str, attribute: str = "val") -> str | None:
        """Return the nearest value."""
        return next(
            (found[0] for element in self.elements if (found := val(element, path, attribute))),
            None,
        )


def chain(styles: etree._Element, identifier: str) -> Chain:
    elements: list[etree._Element] = []
    current: str | None = identifier
    while current is not None:
        (style,) = find(styles, f"w:style[@w:styleId='{current}']")
        elements.append(style)
        current = next(iter(val(style, "w:basedOn")), None)
    return Chain(
        (
            *elements,
            *find(styles, "w:docDefaults/w:rPrDefault"),
            *find(styles, "w:docDefaults/w:pPrDefault"),
        )
    )


def text_styles(notice: dict[str, etree._Element]) -> list[tuple[str, Chain]]:
    """Every paragraph style of the file by its name."""
    styles = notice["word/styles.xml"]
    return [
        (val(style, "w:name")[0], chain(styles, val(style, ".", "styleId")[0]))
        for style in find(styles, "w:style[@w:type='paragraph']")
    ]


def test_every_style_has_its_face_size_and_language(notice: dict[str, etree._Element]) -> None:
    looks = {look.name: look for look in LOOKS}
    seen = set()
    for name, style in text_styles(notice):
        slots = {
            slot: style.get("w:rPr/w:rFonts", slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")
        }
        face, size = (looks[name].font, looks[name].half_points) if name in looks else ("宋体", 28)
        assert set(slots.values()) == {face}, name
        assert (style.get("w:rPr/w:sz"), style.get("w:rPr/w:szCs")) == (str(size), str(size)), name
        assert style.get("w:rPr/w:lang", "eastAsia") == "zh-CN", name
        seen.add(name)
    assert seen == {*looks, "header", "footer"}
    for style in find(notice["word/styles.xml"], "w:style[@w:type='character'][w:rPr]"):
        assert val(style, "w:rPr/w:rFonts", "eastAsia"), val(style, "w:name")


def test_every_style_breaks_lines_as_chinese_does_and_keeps_the_grid(
    notice: dict[str, etree._Element], profile: LayoutProfile
) -> None:
    for name, style in text_styles(notice):
        if name in ("header", "footer"):
            continue
        flags = {
            flag: style.get(f"w:pPr/w:{flag}")
            for flag in ("kinsoku", "overflowPunct", "widowControl", "autoSpaceDE", "autoSpaceDN")
        }
        assert flags == {
            "kinsoku": "1",
            "overflowPunct": "1",
            "widowControl": "0",
            "autoSpaceDE": "0",
            "autoSpaceDN": "0",
        }, name
        pitch = (style.get("w:pPr/w:spacing", "line"), style.get("w:pPr/w:spacing", "lineRule"))
        assert pitch == (
            ("240", "auto")
            if name in (CELL_STYLE, HEAD_CELL_STYLE)
            else (str(profile.line_pitch), "exact")
        ), name
        assert (style.get("w:pPr/w:spacing", "before"), style.get("w:pPr/w:spacing", "after")) == (
            "0",
            "0",
        ), name


def test_headings_and_nothing_else_have_outline_levels(notice: dict[str, etree._Element]) -> None:
    levels = {name: style.get("w:pPr/w:outlineLvl") for name, style in text_styles(notice)}
    assert {name: level for name, level in levels.items() if level} == {
        name: str(level - 1) for name, level in STYLES.values()
    }


def test_no_theme_reaches_any_style_or_run(notice: dict[str, etree._Element]) -> None:
    for name, root in notice.items():
        themed = [
            element
            for element in root.iter()
            if any(element.get(f"{{{W}}}{theme}") is not None for theme in THEME_FONTS)
        ]
        assert themed == [], name
    assert not [name for name in notice if "theme" in name]


def test_every_run_names_its_face_and_language(notice: dict[str, etree._Element]) -> None:
    faces, count = {look.font for look in LOOKS} | {"宋体"}, 0
    for root in notice.values():
        for run in find(root, "//w:r"):
            count += 1
            text = "".join(str(piece.text) for piece in find(run, "w:t"))
            assert set(val(run, "w:rPr/w:rFonts", "eastAsia")) <= faces
            assert len(val(run, "w:rPr/w:rFonts", "eastAsia")) == 1, text
            assert val(run, "w:rPr/w:lang", "eastAsia") == ["zh-CN"], text
            assert val(run, "w:rPr/w:rFonts", "hint") == (
                ["eastAsia"] if AMBIGUOUS.search(text) or "—" in text else []
            ), text
    assert count > 100


def test_a_run_has_the_face_of_its_paragraph_or_heading(notice: dict[str, etree._Element]) -> None:
    styles = notice["word/styles.xml"]
    for paragraph in find(notice["word/document.xml"], "//w:p"):
        own = next(iter(val(paragraph, "w:pPr/w:pStyle")), "Normal")
        for run in find(paragraph, "w:r"):
            identifier = next(iter(val(run, "w:rPr/w:rStyle")), own)
            assert val(run, "w:rPr/w:rFonts", "eastAsia") == [
                chain(styles, identifier).get("w:rPr/w:rFonts", "eastAsia")
            ]


def test_every_indent_is_in_characters_and_absolute(notice: dict[str, etree._Element]) -> None:
    """Word goes by characters, LibreOffice knows only the absolute values.

    Both say the same, but where the one line of a signature block is placed by the length of the
    other: test_word.py.
    """
    styles = notice["word/styles.xml"]
    owners = [
        (val(style, ".", "styleId")[0], style) for style in find(styles, "w:style[w:pPr/w:ind]")
    ]
    owners += [
        (next(iter(val(p, "w:pPr/w:pStyle")), "Normal"), p)
        for p in find(notice["word/document.xml"], "//w:p[w:pPr/w:ind]")
    ]
    assert len(owners) > len(LOOKS)
    placed = 0
    for identifier, owner in owners:
        size = int(chain(styles, identifier).get("w:rPr/w:sz") or 0)
        (indent,) = find(owner, "w:pPr/w:ind")
        pairs = {etree.QName(key).localname: int(value) for key, value in indent.attrib.items()}
        for side in ("left", "right", "firstLine", "hanging"):
            assert (side in pairs) == (f"{side}Chars" in pairs), identifier
            if owner.tag == f"{{{W}}}p" and identifier == "Signature1" and side == "right":
                placed += 1
                continue
            assert pairs.get(side, 0) == round(pairs.get(f"{side}Chars", 0) * size / 10), identifier
    assert placed == 1
    body = dict(text_styles(notice))["Normal"]
    assert (body.get("w:pPr/w:ind", "firstLineChars"), body.get("w:pPr/w:ind", "firstLine")) == (
        "200",
        "640",
    )


def test_the_page_and_its_numbers(
    notice: dict[str, etree._Element], profile: LayoutProfile
) -> None:
    (section,) = find(notice["word/document.xml"], "//w:sectPr")
    (margins,) = find(section, "w:pgMar")
    assert (val(section, "w:pgSz", "w"), val(section, "w:pgSz", "h")) == (["11906"], ["16838"])
    measures = {
        side: round(int(str(margins.get(f"{{{W}}}{side}"))) * 25.4 / 1440, 1)
        for side in ("top", "bottom", "left", "right")
    }
    vertical = {"GB/T 9704": (37.0, 35.0), "GB/T 33476.2": (34.6, 32.6)}[profile.name]
    assert measures == dict(
        zip(("top", "bottom", "left", "right"), (*vertical, 28.0, 26.0), strict=True)
    )
    assert (val(section, "w:docGrid", "type"), val(section, "w:docGrid", "linePitch")) == (
        ["lines"],
        [str(profile.line_pitch)],
    )
    assert (
        16838 - int(val(section, "w:pgMar", "top")[0]) - int(val(section, "w:pgMar", "bottom")[0])
    ) // profile.line_pitch == 22
    assert find(notice["word/settings.xml"], "w:evenAndOddHeaders")
    assert val(section, "w:footerReference", "type") == ["default", "even"]
    for part, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        assert "".join(str(piece.text) for piece in find(notice[part], "//w:t")) == "— 1 —"
        assert (val(notice[part], "//w:jc"), val(notice[part], "//w:ind", f"{side}Chars")) == (
            [side],
            ["100"],
        )


def test_a_draft_of_the_sample_has_no_error(sample: Document, profile: LayoutProfile) -> None:
    draft = attrs.evolve(sample, draft=True)
    _, found = write_word(
        draft,
        build_styles(profile),
        title="",
        organ="",
        signed_on=None,
        file="styles.docx",
        layout=profile,
    )
    assert not has_errors(found)
