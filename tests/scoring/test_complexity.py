"""How complex descriptors are: low before high in every language, with reasons, for any encoder."""

from __future__ import annotations

import pytest
from standins import LetterEncoder

from qualmap.encoders import load_encoder
from qualmap.model.encoder import Encoder
from qualmap.scoring.complexity import Reader, load_model

ENCODER = load_encoder()

# Lowest, middle and highest: a helper, a technician, a scholar.
LADDERS = {
    "en": (
        "Repeats simple steps shown by a supervisor who stays nearby.",
        "Repairs equipment independently within guidelines and guides the routine work of helpers.",
        "Leads original research at the frontier of a discipline and creates new theory.",
    ),
    "ru": (
        "Повторяет простые действия, показанные руководителем, который находится рядом.",
        "Самостоятельно ремонтирует оборудование в рамках указаний и следит за работой помощников.",
        "Ведёт оригинальные исследования на переднем крае науки и создаёт новую теорию.",
    ),
    "uz-Latn": (
        "Yonida turgan rahbar koʻrsatgan oddiy amallarni takrorlaydi.",
        "Koʻrsatmalar doirasida uskunani mustaqil taʼmirlaydi, yordamchilarni nazorat qiladi.",
        "Fanning ilgʻor chegarasida original tadqiqot olib boradi va yangi nazariya yaratadi.",
    ),
    "uz-Cyrl": (
        "Ёнида турган раҳбар кўрсатган оддий амалларни такрорлайди.",
        "Кўрсатмалар доирасида ускунани мустақил таъмирлайди ва ёрдамчилар ишини назорат қилади.",
        "Фаннинг илғор чегарасида оригинал тадқиқот олиб боради ва янги назария яратади.",
    ),
    "kk": (
        "Қасында тұрған басшы көрсеткен қарапайым әрекеттерді қайталайды.",
        "Нұсқаулар аясында жабдықты дербес жөндейді және көмекшілердің жұмысын қадағалайды.",
        "Ғылымның озық шебінде өзіндік зерттеу жүргізеді және жаңа теория жасайды.",
    ),
}


@pytest.mark.parametrize("tag", LADDERS)
def test_higher_work_reads_as_a_higher_stage_in_every_language(tag: str) -> None:
    reader, model = Reader(ENCODER), load_model()
    readings = [reader.read({"skills": [text]}, tag) for text in LADDERS[tag]]
    stages = [model.stage(reading.features or ()) for reading in readings]
    assert stages == sorted(stages)
    assert stages[0] < 3.5 < 5.5 < stages[-1]


def test_a_language_without_level_words_is_read_by_its_meaning_alone() -> None:
    reader = Reader(ENCODER)
    texts = ("Жөнөкөй тапшырмаларды жетекчинин көзөмөлү астында аткарат.",
             "Илимде жаңы теорияларды түзөт жана изилдөөлөрдү жетектейт.")  # fmt: skip
    low, high = (reader.read({"skills": [text]}, "ky") for text in texts)
    assert low.cues == high.cues == ()
    assert low.features is not None and high.features is not None
    assert low.features[0] == high.features[0] and low.features[1] < high.features[1]


def test_a_level_without_words_has_no_features_and_one_domain_stands_for_the_whole() -> None:
    reader = Reader(ENCODER)
    assert reader.read({}, "en").features is None
    one = reader.read({"knowledge": ["Knows basic facts of a trade."]}, "en")
    assert one.domains == {"knowledge": one.features}


@pytest.mark.parametrize("encoder", [ENCODER, LetterEncoder()], ids=["own", "letters"])
def test_any_text_gets_finite_features_with_any_encoder(encoder: Encoder) -> None:
    reader = Reader(encoder)
    for text in ("", " ", "…", "1234", "a" * 5000, "🛠️ \u0000 <b>&amp;"):
        features = reader.read({"knowledge": [text], "skills": [text, text]}, "en").features
        assert features is not None and all(-20 < value < 20 for value in features)
