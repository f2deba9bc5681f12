"""What a run took: the most memory of all readings, not the first and not the last."""

import threading

from inotherwords.reproduction import measure


def test_the_most_memory_in_between_is_kept_and_the_watch_ends_with_its_block(monkeypatch):
    readings, all_read = [5, 7, 3], threading.Event()

    def read_memory():
        if readings:
            return readings.pop(0)
        all_read.set()
        return 1

    monkeypatch.setattr(measure, "memory", read_memory)
    monkeypatch.setattr(measure, "SECONDS_BETWEEN", 0.001)
    before = threading.active_count()
    with measure.peak_memory() as peak:
        assert threading.active_count() == before + 1
        assert all_read.wait(10)
    assert peak == [7]
    assert threading.active_count() == before


def test_a_record_has_seconds_to_one_place_and_mebibytes_of_all_files_below_the_outputs(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "a.txt").write_bytes(b"0" * 2**20)
    (tmp_path / "tables" / "b.csv").write_bytes(b"0" * 2**19)
    record = measure.record({"01": 1.26, "02": 2.08}, 300 * 2**20, tmp_path)
    assert record["seconds"] == {"01": 1.3, "02": 2.1}
    assert (record["seconds_in_all"], record["peak_memory_mib"], record["outputs_mib"]) == (3.3, 300, 1.5)
