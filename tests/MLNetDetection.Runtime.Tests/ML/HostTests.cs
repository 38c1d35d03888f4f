using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLNetDetection.Runtime.Tests.ML;

public class HostTests
{
    [Fact]
    public void Log_Messages_CarrySourceKindAndText()
    {
        var ml = new MLContext(1);
        var lines = new List<LoggingEventArgs>();
        ml.Log += (_, e) => lines.Add(e);
        var host = ((IHostEnvironment)ml).Register("Detector");
        using (var channel = host.Start("Training"))
        {
            channel.Info(MessageSensitivity.None, "epoch {0} of {1}", 1, 2);
            channel.Warning(MessageSensitivity.UserData, "plain {0}");
            channel.Error(MessageSensitivity.None, "bad");
        }

        Assert.Equal("[Source=Detector; Training, Kind=Trace] Channel started", lines[0].Message);
        Assert.Equal("[Source=Detector; Training, Kind=Info] epoch 1 of 2", lines[1].Message);
        Assert.Equal("epoch 1 of 2", lines[1].RawMessage);
        Assert.Equal("Detector; Training", lines[1].Source);
        Assert.Equal("plain {0}", lines[2].RawMessage);
        Assert.Equal(ChannelMessageKind.Warning, lines[2].Kind);
        Assert.Equal(ChannelMessageKind.Error, lines[3].Kind);
        Assert.StartsWith("Channel finished. Elapsed 00:00:0", lines[4].RawMessage);
        Assert.Equal("Channel disposed", lines[5].RawMessage);
        Assert.Equal(6, lines.Count);
    }

    [Fact]
    public void Log_HostBelowAHost_NamesTheNearest()
    {
        var ml = new MLContext(1);
        var sources = new List<string?>();
        ml.Log += (_, e) => sources.Add(e.Source);
        var host = ((IHostEnvironment)ml).Register("Outer");
        var inner = host.Register("Inner");
        var innermost = inner.Register("Innermost");
        ((IHostEnvironment)ml).Start("Root").Dispose();
        inner.Start("A").Dispose();
        innermost.Start("B").Dispose();
        Assert.Equal("Root", sources[0]);
        Assert.Equal("Inner; A", sources[3]);
        Assert.Equal("Outer; Innermost; B", sources[6]);
    }

    [Fact]
    public void Channel_EmptyMessage_Throws()
    {
        using var channel = ((IHostEnvironment)new MLContext()).Start("X");
        Assert.Throws<ArgumentOutOfRangeException>(() => channel.Info(MessageSensitivity.None, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => channel.Info(MessageSensitivity.None, "a", []));
    }

    [Fact]
    public void Register_SeededContext_GivesTheSameGenerators()
    {
        IHost Host(int seed) => ((IHostEnvironment)new MLContext(seed)).Register("X");
        var rand = Host(5).Rand;
        Assert.Equal(
            "519239313,29,-3,0.8921325539704412",
            string.Join(",", rand.Next(), rand.Next(100), rand.Next(-5, 5), rand.NextDouble().ToString("R")));
        Assert.Equal(Host(6).Rand.Next(), Host(6).Rand.Next());
        Assert.NotEqual(Host(6).Rand.Next(), Host(7).Rand.Next());
        var given = ((IHostEnvironment)new MLContext()).Register("X", seed: 8).Rand;
        Assert.Equal("1904503541", given.Next().ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((IHostEnvironment)new MLContext()).Register(""));
    }

    [Fact]
    public void ProgressChannel_ChecksWhatIsReported()
    {
        var host = ((IHostEnvironment)new MLContext()).Register("X");
        var progress = host.StartProgressChannel("Training");
        progress.SetHeader(new ProgressHeader(["Loss"], ["epochs"]), entry => entry.SetProgress(0, 1, 10));
        progress.Checkpoint(0.5, 1, 10);
        Assert.Throws<InvalidOperationException>(() => progress.Checkpoint(1, 2, 3, 4));
        using (var part = progress.StartProgressChannel("Part"))
        {
            part.Checkpoint(1, 2, 3, 4, 5);
        }

        progress.Dispose();
        progress.Dispose();
    }

    [Fact]
    public void Process_MarksTheException()
    {
        var host = ((IHostEnvironment)new MLContext()).Register("X");
        var error = host.Process(new InvalidOperationException("x"));
        Assert.NotNull(error.Data["ML_IsMarked"]);
        Assert.Equal("HostEnvironment", host.ContextDescription);
    }

    [Fact]
    public void Context_Settings_HaveTheirDefaults()
    {
        var ml = new MLContext { TempFilePath = "/somewhere" };
        Assert.Equal("/somewhere", ml.TempFilePath);
        Assert.Null(ml.GpuDeviceId);
        Assert.False(ml.FallbackToCpu);
        ml.GpuDeviceId = 1;
        ml.FallbackToCpu = true;
        Assert.Equal((1, true), (ml.GpuDeviceId, ml.FallbackToCpu));
        Assert.Same(ml.ComponentCatalog, ((IHostEnvironment)ml).ComponentCatalog);
    }
}
