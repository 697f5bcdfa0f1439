"""A comparison of two small sides as `compare` would return it, with every case that reports show.

KZ (Kazakh and Russian) against UZ (Uzbek in both scripts): one pair of electricians with a split,
a merge, a same topic, uncovered outcomes on both sides and one not looked at; one pair that could
not be compared at all; an unpaired tour guide; a level map with every kind of row.
"""

from __future__ import annotations

from typing import Any

from qualmap.model.framework import Domain, Framework, Level
from qualmap.model.mapping import (
    Comparison,
    Coverage,
    Element,
    Evidence,
    LevelAlignment,
    LevelMap,
    Made,
    OutcomeMapping,
    QualificationMapping,
    Side,
    Uncovered,
    Unpaired,
)
from qualmap.model.origin import Origin, SourceRef
from qualmap.model.qualification import Classification, Outcome, Qualification, Unit, Workload

ILLUSTRATIVE = Origin(title={"en": "Illustrative example"}, note={"en": "Written by us."})


def outcome(name: str, domain: Any, essential: bool, **texts: str) -> Outcome:
    return Outcome(
        name, {tag.replace("_", "-"): text for tag, text in texts.items()}, domain, essential
    )


def qualification(name: str, title: dict[str, str], *units: Unit, **rest: Any) -> Qualification:
    values: dict[str, Any] = {
        "country": name[:2].upper(), "status": "illustrative", "source": ILLUSTRATIVE,
        "type": "occupational-standard", "framework": f"{name[:2]}-nqf", "level": "4",
    }  # fmt: skip
    return Qualification(kind="qualification", id=name, title=title, units=units, **(values | rest))


KZ_ELECTRICIAN = qualification(
    "kz-building-electrician",
    {"kk": "Ғимараттың ішкі электр желілерін монтаждаушы",
     "ru": "Электромонтажник внутренних сетей зданий", "en": "Building electrician"},
    Unit("TF1", {"ru": "Подготовка к работам"}, (
        outcome("TF1-1", "skills", True,
                ru="Читать рабочие чертежи и однолинейные схемы электрооборудования здания",
                en="Read working drawings and single-line diagrams of a building's equipment"),
        outcome("TF1-2", "knowledge", True,
                ru="Марки и сечения кабелей, допустимые нагрузки и способы прокладки"),
        outcome("TF1-3", "skills", False, ru="Составлять ведомость потребности в материалах"),
    )),
    Unit("TF2", {"ru": "Монтаж и проверка"}, (
        outcome("TF2-1", "skills", True, ru="Собирать и подключать распределительные щиты"),
        outcome("TF2-2", "skills", True,
                ru="Измерять сопротивление изоляции и заземления, <оформлять> протоколы"),
        outcome("TF2-3", "responsibility-autonomy", True,
                ru="Отвечать за безопасность бригады при работах под напряжением"),
        outcome("TF2-4", None, False, ru="—"),
    )),
    classification=Classification(isco_08="7411"), workload=Workload(hours=1200),
    sector="construction",
)  # fmt: skip

UZ_ELECTRICIAN = qualification(
    "uz-building-electrician",
    {"uz-Latn": "Binolarning elektr jihozlari montajchisi", "en": "Building electrician"},
    Unit("A", {"uz-Latn": "Tayyorgarlik"}, (
        outcome("A.1", "skills", True,
                uz_Latn="Elektr taʼminoti sxemasi va montaj chizmalarini oʻqiy olish"),
        outcome("A.2", "knowledge", True, uz_Latn="Kabel turlari va kesimlarini bilish"),
        outcome("A.3", "knowledge", False, uz_Latn="Kabel yotqizish usullarini bilish"),
    )),
    Unit("B", {"uz-Cyrl": "Монтаж ва синов"}, (
        outcome("B.1", "skills", True,
                uz_Cyrl="Тақсимлаш шчитини йиғиб, автомат ўчиргичларни ўрната олиш"),
        outcome("B.2", "skills", True, uz_Latn="Qisqa tutashuvni topib, bartaraf eta olish"),
        outcome("B.3", "responsibility-autonomy", True,
                uz_Latn="Ish joyida xavfsizlik talablariga rioya qilish"),
    )),
    classification=Classification(isco_08="7411"), workload=Workload(hours=720, ects=24),
    sector="construction",
)  # fmt: skip

KZ_EMPTY = qualification(
    "kz-plumber", {"ru": "Сантехник", "en": "Plumber"},
    Unit("1", {}, (outcome("1.1", None, True, ru="…"),)), level="", framework="",
)  # fmt: skip
UZ_PLUMBER = qualification(
    "uz-plumber", {"uz-Latn": "Santexnik", "en": "Plumber"},
    Unit("1", {}, (outcome("1.1", "skills", True, uz_Latn="Suv quvurlarini ulay olish"),)),
)  # fmt: skip
UZ_GUIDE = qualification(
    "uz-tour-guide", {"uz-Latn": "Gid (ekskursovod)", "en": "Tour guide"},
    Unit("A", {}, (outcome("A1", "skills", True, uz_Latn="Ekskursiya oʻtkaza olish"),)), level="5",
)  # fmt: skip


def reasons(*shift: float) -> tuple[Evidence, ...]:
    meaning, concepts, action = (*shift, 0.0, 0.0, 0.0)[:3]
    return (
        Evidence(
            "meaning",
            0.912,
            "closer in meaning than 99.9 % of unrelated ru–uz texts; each is the other's nearest",
            weight=1.731 + meaning,
        ),
        Evidence("wording", 0.284, "same words: montazh, skhema", weight=0.102),
        Evidence(
            "concepts",
            0.667,
            "in both: drawing, electrical-diagram; on one side only: assembly",
            "чертежи, схемы",
            "sxemasi, chizmalarini",
            0.934 + concepts,
        ),
        Evidence(
            "action", None, "the action was not recognised on both sides", "Читать", "", action
        ),
        Evidence("domain", 1.0, "same domain", "skills", "skills", 0.211),
        Evidence("particulars", 0.5, "numbers differ: 1000 against none", weight=-0.412),
    )


def pair(
    left: str, right: str, score: float, relation: Any, part: Any = "one-to-one"
) -> OutcomeMapping:
    return OutcomeMapping(left, right, score, relation, reasons(score - 1), part)


PROPOSED = (
    pair("TF1-1", "A.1", 0.9984, "exact"),
    pair("TF1-2", "A.3", 0.641, "narrow", "split"),
    pair("TF1-2", "A.2", 0.874, "narrow", "split"),
    pair("TF2-1", "B.1", 0.823, "close"),
    pair("TF2-3", "B.3", 0.318, "related"),
)

ELECTRICIANS = QualificationMapping(
    left=KZ_ELECTRICIAN, right=UZ_ELECTRICIAN,
    pairing=(Evidence("isco", 1.0, "same ISCO-08 unit group 7411", "7411", "7411"),
             Evidence("title", 0.713, "likeness of the titles"),
             Evidence("content", 0.655, "likeness of the outcomes as a whole")),
    outcomes=PROPOSED,
    left_covered=Coverage(
        expected=0.612, firm=0.545, essential=0.6, outcomes=7, covered=3, not_looked_at=1,
        by_domain={"skills": 0.571, "knowledge": 1.0, "responsibility-autonomy": 0.0},
        uncovered=(
            Uncovered("TF2-2", True, True, "no candidate was good enough",
                      pair("TF2-2", "B.2", 0.204, "none", "rejected")),
            Uncovered("TF2-3", True, True, "same topic only", PROPOSED[4]),
            Uncovered("TF1-3", False, True, "no candidate was good enough", None),
            Uncovered("TF2-4", False, False,
                      "not looked at: the text has no words that could be compared", None),
        ),
    ),
    right_covered=Coverage(
        expected=0.701, firm=0.636, essential=0.6, outcomes=6, covered=4, not_looked_at=0,
        by_domain={"knowledge": 1.0, "skills": 0.667, "responsibility-autonomy": 0.0},
        uncovered=(
            Uncovered("B.2", True, True, "no candidate was good enough",
                      pair("TF2-2", "B.2", 0.204, "none", "rejected")),
            Uncovered("B.3", True, True, "same topic only", PROPOSED[4]),
        ),
    ),
    verdict=(
        Element("level", "no difference found", (Evidence(
            "level", 0.71, "left level 4 corresponds to right level 4 (4–5); the right "
            "qualification is at 4", "4", "4"),)),
        Element("workload", "difference",
                (Evidence("workload", 0.6, "1200 against 720 hours"),)),
        Element("quality", "not enough information", (Evidence(
            "missing", None, "the files say nothing on quality assurance or accreditation"),)),
        Element("profile", "no difference found",
                (Evidence("isco", 1.0, "ISCO-08 7411 and 7411", "7411", "7411"),)),
        Element("learning outcomes", "possibly substantial", (Evidence(
            "essential coverage", 0.6,
            "share of the left essential outcomes that the right covers"),)),
    ),
    candidates=31,
)  # fmt: skip

NOTHING = Coverage(
    None,
    None,
    None,
    1,
    0,
    1,
    {},
    (Uncovered("1.1", True, False, "not looked at: the text has no words that could be compared"),),
)
PLUMBERS = QualificationMapping(
    left=KZ_EMPTY, right=UZ_PLUMBER, pairing=(), outcomes=(), left_covered=NOTHING,
    right_covered=Coverage(None, None, None, 1, 0, 1, {}, (
        Uncovered("1.1", True, False, "not looked at: nothing on the other side to compare with"),
    )),
    verdict=tuple(
        Element(name, "not enough information", (Evidence("missing", None, "nothing to compare"),))
        for name in ("level", "workload", "quality", "profile", "learning outcomes")
    ),  # type: ignore[arg-type]
    candidates=0,
)  # fmt: skip


def framework(code: str, title: dict[str, str], count: int) -> Framework:
    return Framework(
        kind="framework", id=f"{code}-nqf", country=code.upper(), title=title,
        domains=(Domain("k", "knowledge", {"en": "Knowledge"}),),
        levels=tuple(Level(str(n), {}, {"k": {"en": f"Knows work of step {n}"}})
                     for n in range(1, count + 1)),
        status="working-summary", source=Origin(reference="resolution 369 of 17.06.2025"),
    )  # fmt: skip


KZ_NQF = framework("kz", {"ru": "Национальная рамка квалификаций", "en": "NQF of Kazakhstan"}, 5)
UZ_NQF = framework("uz", {"uz-Latn": "Milliy malakalar ramkasi", "en": "NQF of Uzbekistan"}, 4)


def position(n: int) -> tuple[Evidence, ...]:
    return (
        Evidence("position", round(n / 5, 3), f"position {n} of 5", weight=0.4),
        Evidence(
            "supervision",
            0.62,
            "both speak of working under supervision",
            "под руководством",
            "rahbarligida",
            0.8,
        ),
    )


LEVELS = LevelMap(KZ_NQF, UZ_NQF, (
    LevelAlignment("1", None, None, None, 0.44, None, "", position(1), beyond="below"),
    LevelAlignment("2", "1", "1", "2", 0.712, None, "", position(2), computed="1"),
    LevelAlignment("3", "3", "3", "3", 0.31, "3", "official", position(3), computed="2",
                   agrees=False),
    LevelAlignment("4", "4", "3", "4", 0.883, "4", "comparison", position(4), computed="4",
                   agrees=True),
    LevelAlignment("5", None, None, None, 0.5, None, "", position(5), beyond="above"),
))  # fmt: skip


def source(item: Any, status: str = "illustrative") -> SourceRef:
    digest = item.id.encode().hex()[:64].ljust(64, "0")
    return SourceRef(
        item.kind,
        item.id,
        item.country,
        item.title,
        f"built-in:{item.id[:2]}/{item.id}.yaml",
        digest,
        status,
        item.source,
    )


COMPARISON = Comparison(
    left=Side("kz", "Kazakhstan", (KZ_NQF,), (KZ_ELECTRICIAN, KZ_EMPTY),
              (source(KZ_NQF, "working-summary"), source(KZ_ELECTRICIAN), source(KZ_EMPTY))),
    right=Side("uz", "Uzbekistan", (UZ_NQF,), (UZ_ELECTRICIAN, UZ_PLUMBER, UZ_GUIDE),
               (source(UZ_NQF, "working-summary"), source(UZ_ELECTRICIAN), source(UZ_PLUMBER),
                source(UZ_GUIDE))),
    levels=(LEVELS,),
    pairs=(ELECTRICIANS, PLUMBERS),
    left_unpaired=(),
    right_unpaired=(Unpaired(UZ_GUIDE, "not compared: no qualification of Kazakhstan has its "
                             "ISCO-08 unit group or is alike enough in title and content"),),
    made=Made("0.1.0", "standard-1", 0.5, "static", "e" * 64, "a" * 64),
    cautions=("kz-nqf, uz-nqf: level texts are working summaries in our own words, never checked "
              "against the official text",
              "5 of the qualifications compared are illustrative: written to show how qualmap "
              "works, issued by no national body"),
)  # fmt: skip
