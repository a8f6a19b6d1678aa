"""Set phrases: what is right is never reported, what is reported is a range that is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.chinese.document_numbers import misshapen_numbers
from compiler.chinese.set_phrases.law_titles import ISSUERS, title_in_force, titles_in_force
from compiler.chinese.set_phrases.members import CountedPhrases, exchanged, wrong_members
from compiler.chinese.set_phrases.near import PhraseIndex
from compiler.chinese.set_phrases.phrases import default_phrases, fold, read_phrase
from compiler.chinese.set_phrases.sanction_names import no_sanctions
from compiler.chinese.set_phrases.words import adjoin, confusable, strays

PHRASES = default_phrases()
INDEX = PhraseIndex(PHRASES)
COUNTED = CountedPhrases(PHRASES)
MEMBERS = [phrase for phrase in PHRASES if phrase.members]


def test_every_phrase_and_title_is_right_as_the_tables_have_it() -> None:
    for phrase in PHRASES:
        text = f"围绕“{phrase.text}”要求，会议研究{phrase.text}，形成合力。"
        assert INDEX.variants(text) == [], phrase
        assert list(COUNTED.wrong_numbers(text)) == [], phrase
        if phrase.members:
            listed = f"“{phrase.text}”（{'、'.join(member[0] for member in phrase.members)}）"
            assert list(wrong_members(listed, MEMBERS)) == [], phrase
            assert list(exchanged(listed, MEMBERS)) == [], phrase
    for title in titles_in_force():
        assert title_in_force(title) is None, title
        for issuer in ISSUERS:
            assert title_in_force(title.removeprefix(issuer)) is None, title
        assert title_in_force(title + "（试行）") is None, title


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("一抓抓到底", "一抓到底"),  # a character twice, inside, before, behind
        ("一是，监监督责任压实", "监督责任"),
        ("落实立德树人人根本任务", "立德树人"),  # by a character that is a word elsewhere
        ("在区委，人人民政府办公室牵头", "人民政府办公室"),
        ("由全国人人民代表大会通过", "全国人民代表大会"),  # of which a part is right
        ("推进基本共公服务均等化", "基本公共服务"),  # neither end is whole
        ("立德树人人才培养，人人立德树人，监察委员会会根据，为为民服务解难题提供保障", ""),
        ("抓早抓小小问题，委员会会同有关部门", ""),
        ("严格落实三会一课课", "三会一课"),
        ("落实全面从治党要求", "全面从严治党"),  # missing
        ("开展“放服”改革", "放管服"),
        ("开展“放管扶”改革", "放管服"),  # of three characters, in quotation marks
        ("画龙睛点之笔", "画龙点睛"),  # changed about
        ("学习习近平新时代中国特色社会主义", "习近平新时代中国特色社会主义思想"),  # a word missing
        ("留党查看一年", "留党察看"),  # read alike, though 查看 is a word
        ("坚持五位一休总体布局", "五位一体"),  # looks alike
        ("加强主体责认落实", "主体责任"),
        ("主导责任、第一责任、主体任务、主要责任人", ""),
        ("因出国（境）延后，补短板，产权交易", ""),
        ("逐笔销号、逐村销号，分级施策、分区施策", ""),  # counted otherwise
        ("逐向销号", "逐项销号"),
        ("应收尽退、从严从紧、四大基本原则、五证合一", ""),  # other wordings of one pattern
        ("自食恶果、济济一堂、雪里送炭", ""),  # idioms that are near listed ones
        ("中国共产党河东区委员会，河东区人民政府办公厅", ""),
        ("采取“以奖促改”“一票否优”，做好“一把伞”，“三不”，明查暗访", ""),  # coined after phrases
        ("处分县管干部、镇管干部，村集体“三资”，食药安全，审计监盘", ""),
        ("整治行动自4月10日起，共21天", ""),  # no 行动自觉 without its last character
        ("提高行动自，还不够", "行动自觉"),
        ("分头直查督办，从严从活，应收尽退", ""),  # other fillings of a frame
        ("落实不折以扣", "不折不扣"),
        ("情况一目与然", "一目了然"),
        ("村医公开招考，镇长公开述职，县警公开招录", ""),  # who works at a place
        ("建立立行立改台账，因村制宜、因户制宜", ""),
        ("市市场监督管理局牵头。区区级领导包案", ""),  # a place's own body
    ],
)
def test_slips_and_other_wordings(text: str, right: str) -> None:
    assert [variant.right for variant in INDEX.variants(text)] == ([right] if right else [])


def test_words_are_told_from_pieces() -> None:
    assert adjoin("责", "任")
    assert not adjoin("责", "认")
    assert confusable("制", "治")
    assert confusable("体", "休")
    assert not confusable("制", "制")
    assert strays("落实主体责，", 2, 5) == 1
    assert strays("落实主体责任，", 2, 6) == 0


def test_an_offices_phrase_is_read_with_its_members() -> None:
    phrase = read_phrase("五进", "进企业、进农村/进乡村", "唯一")
    assert phrase.members == (("进企业",), ("进农村", "进乡村"))
    assert phrase.only
    assert fold("（甲），") == "(甲),"


def test_a_member_that_ends_like_a_list_leaves_no_list_open() -> None:
    """平等 is one of the values, 等 is not."""
    values = "“社会主义核心价值观”（富强、民主、文明、和谐、自由、平等、公正、法治、爱国、敬业、诚信、友善）"
    assert [one.lacking for one in wrong_members(values, MEMBERS)] == []
    assert [one.lacking for one in wrong_members(values.replace("爱国、", ""), MEMBERS)] == [
        ("爱国",)
    ]
    assert list(wrong_members(values.replace("、友善", "等"), MEMBERS)) == []


LETTERS = "主体责任四个意识政治大局核心看齐三会一课全面从严党“”《》（）、，。〔〕[]2024发第0号党内记过政务留察看年甲"


@given(st.text(st.sampled_from(LETTERS), max_size=120))
def test_findings_lie_in_the_text_and_apart(text: str) -> None:
    end = 0
    for variant in INDEX.variants(text):
        assert end <= variant.start < variant.end <= len(text)
        assert fold(text)[variant.start : variant.end] != variant.right
        end = variant.end
    for number in misshapen_numbers(text):
        assert text[number.start : number.end] != number.right
        assert not list(misshapen_numbers("甲发" + number.right))
    for sanction in no_sanctions(text):
        assert 0 <= sanction.start < sanction.end <= len(text)
    for found in (*wrong_members(text, MEMBERS), *exchanged(text, MEMBERS)):
        assert 0 <= found.start < found.end <= len(text)


@given(st.text(st.sampled_from(LETTERS), max_size=60), st.sampled_from(titles_in_force()))
def test_a_longer_or_local_title_is_another_document(prefix: str, title: str) -> None:
    assert title_in_force(f"河东市{title}实施细则") is None
    assert title_in_force("关于贯彻〈" + title + "〉的通知") is None
