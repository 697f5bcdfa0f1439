"""Clean, recognise and compare words in the languages and scripts of the region.

Import from the module that has the name: several share it (`tidy.tidy`), and a program that only
romanises need not pay for the rest. Tables and heavy libraries are loaded when first needed.

=============== =======================================================================
`languages`     `Language`, `LANGUAGES`, `language`, `neighbours`: what we know of each
`romanise`      `romanise`: one plain Latin for all languages; `APOSTROPHES`
`tidy`          `tidy` → `Tidied`: clean text, the steps taken, the way back
`uzbek`         `to_latin`, `to_cyrillic`, `apostrophes`, `apostrophe_edits`
`scripts`       `script_of` → `Script`, `letters_outside`
`detection`     `detect_language` → `Detected`
`tokens`        `tokens` → `Token`
`fold`          `fold_key`: where spellings of one word meet
`inflection`    `keys`, `same_word`, `WordIndex` → `Found`: which word is this a form of
`phrases`       `PhraseIndex` → `PhraseHit`, `longest_apart`: the same for several words
`verbs`         `leading_action` → `Action`
`particulars`   `particulars`, `cues`: numbers, negation, supervision
=============== =======================================================================

Within: `tables` (files of `data/languages`), `suffixes` and `anchored` (serve `inflection`).
"""
