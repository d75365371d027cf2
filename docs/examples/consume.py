#!/usr/bin/env python3
"""Prints the events of a topic of InCharge up to its end, with the texts of persons opened.

    consume.py BROKER [TOPIC]            such as: consume.py 127.0.0.1:9092 incharge.responsibilities
    consume.py --without-keys BROKER [TOPIC]

This is how a nightly job reads: from the first event each time, so what it makes has no text of an erased person. It needs
kcat and the package cryptography (Debian: kcat, python3-cryptography). A login at Kafka is in the file that KCAT_CONFIG names.
"""
import base64
import json
import subprocess
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


def kcat(broker, topic, *options):
    """Starts kcat, which prints a topic up to its end as of now."""
    command = ["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", broker, "-t", topic, *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def ended(process):
    if process.wait() != 0:
        sys.exit(f"kcat ended with status {process.returncode}")


def end_of(broker, topic):
    """Returns the offset that the next record of a topic will have."""
    process = subprocess.Popen(["kcat", "-Q", "-b", broker, "-t", f"{topic}:0:-1"], stdout=subprocess.PIPE)
    printed = process.stdout.read()
    ended(process)
    return int(printed.split()[-1])


def read_keys(broker):
    """Returns the keys of all persons who are not erased, which stay in memory alone."""
    keys = {}
    erased = set()
    # a key is 32 bytes of any value, so each record has its lengths in front; -1 is that of a tombstone
    process = kcat(broker, "incharge.keys", "-f", "%K %S\n%k%s")
    while line := process.stdout.readline():
        id_length, key_length = map(int, line.split())
        person = process.stdout.read(id_length).decode()
        if key_length < 0:
            erased.add(person)
        else:
            keys[person] = AESGCM(process.stdout.read(key_length))
    ended(process)
    # a tombstone is for ever: a copy of the key that comes after it does not count
    return {person: key for person, key in keys.items() if person not in erased}


def opened(payload, headers, keys):
    """Returns the payload with the texts of persons among its other members; those of an erased person are absent."""
    sealed = payload.pop("sealed", None)
    key = keys.get(sealed["key"]) if sealed else None
    if key:
        data = base64.urlsafe_b64decode(sealed["data"] + "=" * (-len(sealed["data"]) % 4))
        of_this_event = f"{headers['ce_id']}\n{headers['ce_type']}".encode()
        payload |= json.loads(key.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], of_this_event))
    return payload


def main(arguments):
    keyless = "--without-keys" in arguments
    broker, *topics = [each for each in arguments if each != "--without-keys"] or [None]
    if broker is None or len(topics) > 1:
        sys.exit(__doc__)
    topic = topics[0] if topics else "incharge.responsibilities"
    # A key is on its topic before the first event that needs it. So if the keys are read after the end of the events is
    # known, a person without a key is erased.
    end = end_of(broker, topic)
    keys = {} if keyless else read_keys(broker)
    events = kcat(broker, topic, "-J")
    for line in events.stdout:
        record = json.loads(line)
        if record["offset"] >= end:
            events.terminate()
            return
        headers = dict(zip(record["headers"][::2], record["headers"][1::2]))
        payload = opened(json.loads(record["payload"]), headers, keys)
        print(headers["ce_sequence"], headers["ce_type"], record["key"], json.dumps(payload, ensure_ascii=False))
    ended(events)


if __name__ == "__main__":
    main(sys.argv[1:])
