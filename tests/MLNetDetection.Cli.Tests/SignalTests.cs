using System.Diagnostics;
using System.Text;

namespace MLNetDetection.Cli.Tests;

/// <summary>Ctrl+C, and what a terminal is sent, in real processes.</summary>
public sealed class SignalTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-signal-").FullName;

    private Timer? _watch;

    private string Model => Path.Combine(_folder, "out", "model.zip");

    public void Dispose()
    {
        _watch?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [LinuxFact]
    public void Train_CtrlCOnce_SavesTheModelAndEndsWith130()
    {
        using Process process = Start(Train("--set", "training.epochs=100000"));
        var errors = new StringBuilder();
        ReadUntil(process, errors, "epoch 2/");
        Interrupt(process);
        errors.Append(process.StandardError.ReadToEnd());

        Assert.True(process.WaitForExit(_patience));
        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
        Assert.Contains("stopping; once more ends at once", errors.ToString());
        Assert.Contains("stopped after", process.StandardOutput.ReadToEnd());
        Assert.DoesNotContain(errors.ToString(), c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.Equal(0, ToolRun.Run("predict", "--model", Model, "--images", Path.Combine(_folder, "set")).Code);
    }

    // A step of this network takes long enough to be within it.
    [LinuxFact]
    public void Train_CtrlCTwice_EndsAtOnceWith130()
    {
        using Process process = Start(Train("--set", "training.epochs=100000", "--set", "network.width=640", "--set", "network.height=480", "--set", "network.channels=64"));
        var errors = new StringBuilder();
        ReadUntil(process, errors, "images to learn from");
        Thread.Sleep(500);
        Interrupt(process);
        ReadUntil(process, errors, "stopping;");
        Interrupt(process);

        Assert.True(process.WaitForExit(_patience));
        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
        Assert.False(File.Exists(Model));
    }

    [LinuxFact]
    public void Train_OnATerminal_MovesItsView()
    {
        string screen = OnATerminal();
        Assert.Contains("\u001b[", screen);
        Assert.Contains("step ", screen);
        Assert.Contains("next: mldetect", screen);
        Assert.EndsWith("\u001b[?25h", screen[..(screen.LastIndexOf("\u001b[?25", StringComparison.Ordinal) + 6)]); // the cursor is there again
    }

    [LinuxFact]
    public void Train_OnATerminalThatWantsPlainText_HasNoControlCharacters()
    {
        foreach ((string Name, string Value) variable in new[] { ("NO_COLOR", "1"), ("TERM", "dumb"), ("CI", "true") })
        {
            string screen = OnATerminal(variable);
            Assert.Contains("epoch 1/1", screen);
            Assert.DoesNotContain(screen, c => char.IsControl(c) && c is not ('\n' or '\r'));
        }
    }

    // util-linux's script gives a process a terminal of its own.
    private string OnATerminal(params (string Name, string Value)[] environment)
    {
        string command = string.Join(' ', Train("--set", "training.epochs=1").Prepend(Path.Combine(AppContext.BaseDirectory, "mldetect.dll")).Prepend("dotnet").Select(part => $"'{part}'"));
        using Process process = ToolProcess.Start("script", ["-qec", command, "/dev/null"], [("TERM", "xterm-256color"), ("CI", ""), ("NO_COLOR", ""), .. environment]);
        string screen = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(_patience));
        Assert.True(process.ExitCode == 0, screen);
        return screen;
    }

    // Started in the background, a test run ignores SIGINT and so would its children: env puts the default back. Whoever reads what the
    // tool prints waits for its end, so that a tool that does not stop is stopped.
    private Process Start(string[] arguments)
    {
        Process process = ToolProcess.Start("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "mldetect.dll"), .. arguments]);
        _watch = new Timer(_ => process.Kill(entireProcessTree: true), null, _patience, Timeout.InfiniteTimeSpan);
        return process;
    }

    private static void ReadUntil(Process process, StringBuilder seen, string text)
    {
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            string line = process.StandardError.ReadLine() ?? throw new EndOfStreamException($"'{text}' never came:\n{seen}");
            seen.AppendLine(line);
        }
    }

    private static void Interrupt(Process process)
    {
        using Process kill = ToolProcess.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private string[] Train(params string[] more) =>
        ["train", SmallSet.Write(Path.Combine(_folder, "set"), 4), "--out", Model, .. SmallSet.Training, .. more];
}
