using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training.Records;

/// <summary>The bytes that TensorBoard reads.</summary>
public sealed class EventFileTests
{
    [Fact]
    public void Write_EventsOfTheGoldenFile_AreItsBytes()
    {
        byte[] png = [.. Enumerable.Range(0, 512).Select(i => (byte)i)];
        var stream = new MemoryStream();
        using (var file = new EventFile(stream, new SteppingClock(1_700_000_000)))
        {
            file.Scalars(10, [new("loss/total", 1.5), new("rate", 0)]);
            file.Scalars(3_000_000_000, [new("validation/AP", 0.1)]);
            file.Picture(300, "images/00 é.png", 300, 20, png);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "events.tfevents")), stream.ToArray());
    }

    private sealed class SteppingClock(long seconds) : TimeProvider
    {
        private long _seconds = seconds;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(_seconds++);
    }
}
