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


class Keys:
    """The keys of persons, in memory alone."""

    def __init__(self, broker):
        self.broker = broker
        self.keys = {}
        self.erased = set()
        self.read()

    def read(self):
        # a key is 32 bytes of any value, so each record has its lengths in front; -1 is that of a tombstone
        process = kcat(self.broker, "incharge.keys", "-f", "%K %S\n%k%s")
        while line := process.stdout.readline():
            id_length, key_length = map(int, line.split())
            person = process.stdout.read(id_length).decode()
            if key_length < 0:
                self.keys.pop(person, None)
            else:
                self.keys[person] = AESGCM(process.stdout.read(key_length))
        ended(process)

    def of(self, person):
        """Returns the key, and None if the person is erased: the topic has each key before the first event that needs it."""
        if person not in self.keys and person not in self.erased:
            self.read()
            if person not in self.keys:
                self.erased.add(person)
        return self.keys.get(person)


def opened(payload, headers, keys):
    """Returns the payload with the texts of persons among its other members; those of an erased person are absent."""
    sealed = payload.pop("sealed", None)
    key = keys.of(sealed["key"]) if sealed and keys else None
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
    keys = None if keyless else Keys(broker)
    events = kcat(broker, topics[0] if topics else "incharge.responsibilities", "-J")
    for line in events.stdout:
        record = json.loads(line)
        headers = dict(zip(record["headers"][::2], record["headers"][1::2]))
        payload = opened(json.loads(record["payload"]), headers, keys)
        print(headers["ce_sequence"], headers["ce_type"], record["key"], json.dumps(payload, ensure_ascii=False))
    ended(events)


if __name__ == "__main__":
    main(sys.argv[1:])
