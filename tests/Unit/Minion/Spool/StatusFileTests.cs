using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Protocol;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class StatusFileTests
{
    private static readonly StartRecord Start = new(4711, 123456, "boot", "/sys/fs/cgroup/salt-1/2", At(1));
    private static readonly EndRecord End = new(JobState.Killed, 137, 9, "alice", "killed by alice", 0, At(2), 12, 0);

    private string _path = "";

    [SetUp]
    public void SetUp() => _path = Path.Combine(Directory.CreateTempSubdirectory("salt-").FullName, "status");

    [TearDown]
    public void TearDown() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void A_reserved_file_has_room_for_both_records_and_neither_of_them()
    {
        StatusFile.Reserve(_path);
        Assert.Multiple(() =>
        {
            Assert.That(new FileInfo(_path).Length, Is.EqualTo(8192));
            Assert.That(File.GetUnixFileMode(_path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(StatusFile.Read(_path), Is.EqualTo(new JobStatus(SlotState.Absent, null, SlotState.Absent, null)));
        });
    }

    [Test]
    public void A_job_has_one_status_file()
    {
        StatusFile.Reserve(_path);
        Assert.That(() => StatusFile.Reserve(_path), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void A_file_that_is_missing_holds_nothing() =>
        Assert.That(StatusFile.Read(_path), Is.EqualTo(new JobStatus(SlotState.Absent, null, SlotState.Absent, null)));

    [Test]
    public void Records_are_read_as_they_were_written_and_in_place()
    {
        StatusFile.Reserve(_path);
        using (var status = StatusFile.Begin(_path, Start with { Pid = 0, StartTime = 0, Cgroup = new string('x', 500) }))
        {
            status.Write(Start);
            status.Write(End);
            status.Sync();
        }

        Assert.Multiple(() =>
        {
            Assert.That(StatusFile.Read(_path), Is.EqualTo(new JobStatus(SlotState.Valid, Start, SlotState.Valid, End)));
            Assert.That(new FileInfo(_path).Length, Is.EqualTo(8192));
        });
    }

    [Test]
    public void A_start_is_not_begun_in_a_file_that_was_not_reserved() =>
        Assert.That(() => StatusFile.Begin(_path, Start), Throws.InstanceOf<IOException>());

    [Test]
    public void Any_changed_byte_makes_a_slot_torn_and_leaves_the_other_alone([Range(0, 80, 5)] int at)
    {
        StatusFile.Reserve(_path);
        using (var status = StatusFile.Begin(_path, Start)) status.Write(End);
        var bytes = File.ReadAllBytes(_path);
        bytes[at] ^= 0x20;
        File.WriteAllBytes(_path, bytes);

        var read = StatusFile.Read(_path);
        Assert.Multiple(() =>
        {
            Assert.That((read.StartSlot, read.Start), Is.EqualTo((SlotState.Torn, (StartRecord?)null)));
            Assert.That(read.Started);
            Assert.That(read.End, Is.EqualTo(End));
        });
    }

    [Test]
    public void A_record_that_was_written_by_half_is_torn([Values(1, 4, 7, 8, 9, 50)] int written)
    {
        var slot = new byte[StatusSlot.Size];
        StatusSlot.Encode(End, SupervisionJson.Default.EndRecord).AsSpan(0, written).CopyTo(slot);
        Assert.That(StatusSlot.Decode(slot, SupervisionJson.Default.EndRecord, out _), Is.EqualTo(SlotState.Torn));
    }

    [Test]
    public void A_short_file_is_read_as_far_as_it_goes()
    {
        File.WriteAllBytes(_path, StatusSlot.Encode(Start, SupervisionJson.Default.StartRecord));
        Assert.That(StatusFile.Read(_path), Is.EqualTo(new JobStatus(SlotState.Valid, Start, SlotState.Absent, null)));
    }

    [Test]
    public void A_record_of_a_later_version_is_read_with_what_is_known_of_it()
    {
        var json = """{"pid":1,"startTime":2,"bootId":"b","cgroup":"","started":"2026-01-01T00:00:00+00:00","colour":"red"}"""u8;
        var record = System.Text.Json.JsonSerializer.Deserialize(json, SupervisionJson.Default.StartRecord);
        Assert.That(record, Is.EqualTo(new StartRecord(1, 2, "b", "", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))));
    }

    private static DateTimeOffset At(int second) => new(2026, 11, 21, 8, 0, second, TimeSpan.Zero);
}
