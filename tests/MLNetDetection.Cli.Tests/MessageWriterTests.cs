using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Training;
using Spectre.Console;

namespace MLNetDetection.Cli.Tests;

/// <summary>Messages and progress, on a terminal and elsewhere.</summary>
public class MessageWriterTests
{
    private const char Escape = '\u001b';

    [Fact]
    public void Write_UnderAView_KeepsEveryLine()
    {
        using var text = new StringWriter();
        using var messages = new MessageWriter(text, 80);
        int result = messages.UnderView("begins", () =>
        {
            messages.Write("part ");
            messages.WriteLine("one");
            messages.Show(new Text("moving"));
            messages.WriteLine("two");
            return 7;
        });
        messages.WriteLine("after");

        Assert.Equal(7, result);
        Assert.All(["begins", "part one", "moving", "two", "after"], line => Assert.Contains(line, text.ToString()));
        Assert.Contains(Escape, text.ToString());
        Assert.EndsWith("after" + Environment.NewLine, text.ToString());
    }

    [Fact]
    public void Write_WithoutATerminal_IsPlain()
    {
        using var text = new StringWriter();
        using var messages = new MessageWriter(text, null);
        messages.UnderView("begins", () =>
        {
            messages.Show(new Text("moving"));
            messages.WriteLine("one");
            return 0;
        });
        messages.Abandon();
        Assert.Equal("one" + Environment.NewLine, text.ToString());
    }

    [Fact]
    public void Abandon_UnderAView_ShowsTheCursorAgain()
    {
        using var text = new StringWriter();
        using var messages = new MessageWriter(text, 80);
        messages.UnderView("", () =>
        {
            messages.Abandon();
            Assert.EndsWith("\u001b[?25h", text.ToString());
            return 0;
        });
    }

    [Fact]
    public void ItemProgress_WithoutATerminal_WritesALineEverySoOften()
    {
        using var text = new StringWriter();
        using var messages = new MessageWriter(text, null);
        var often = new ItemProgress(messages, "images", 4, TimeSpan.Zero);
        often.Add(1);
        often.Add(2);
        new ItemProgress(messages, "images", 4, TimeSpan.FromHours(1)).Add(3);
        var reported = new ItemProgress(messages, "steps", 0, TimeSpan.Zero);
        reported.Report((2, 5));
        reported.Report((1, 5)); // came late
        string[] lines = text.ToString().TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("3/4 images", lines[1]);
        Assert.All(lines[2..], line => Assert.StartsWith("2/5 steps", line));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void TrainingLines_OnATerminal_FitItsColumns(int columns)
    {
        using var text = new StringWriter();
        using var messages = new MessageWriter(text, columns);
        messages.UnderView("", () =>
        {
            var lines = new TrainingLines(messages, TimeSpan.Zero);
            lines.Report(Progress(99, false));
            lines.Report(Progress(100, true));
            return 0;
        });
        string plain = System.Text.RegularExpressions.Regex.Replace(text.ToString(), "\u001b\\[[0-9;?]*[A-Za-z]", "");
        Assert.All(["epoch 118/120", "loss 12.3456", "class 10.1234", "box 2.2222", "120.5 images/s", "1:02:03 left"], part => Assert.Contains(part, plain));
        Assert.All(plain.Split('\n', '\r'), line => Assert.InRange(line.Length, 0, columns));
    }

    [Fact]
    public void TrainingLines_InAPipe_AreOneForEachEpochAndSomeBetween()
    {
        Assert.Equal(2, Lines(TimeSpan.FromHours(1)).Length);
        string[] all = Lines(TimeSpan.Zero);
        Assert.Equal(4, all.Length);
        Assert.Contains("step 99/100", all[0]);
        Assert.DoesNotContain("step", all[1]);
        Assert.DoesNotContain(string.Concat(all), c => c == Escape);

        static string[] Lines(TimeSpan between)
        {
            using var text = new StringWriter();
            using var messages = new MessageWriter(text, null);
            var lines = new TrainingLines(messages, between);
            for (int i = 0; i < 2; i++)
            {
                lines.Report(Progress(99, false));
                lines.Report(Progress(100, true));
            }

            return text.ToString().TrimEnd().Split('\n');
        }
    }

    [Fact]
    public void TextTable_OnATerminal_WrapsTheLastColumn()
    {
        string[][] rows = [["ok", "12", "short"], ["warning", "3", string.Join(' ', Enumerable.Repeat("word", 40))]];
        Assert.Equal(2, TextTable.Of(rows, null, 1).TrimEnd().Split('\n').Length);
        string[] lines = TextTable.Of(rows, 60, 1).TrimEnd().Split('\n');
        Assert.True(lines.Length > 3);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 60));
        Assert.Equal("ok       12  short", lines[0].TrimEnd());
        Assert.StartsWith("             word", lines[2]);
    }

    private static TrainingProgress Progress(int batch, bool end) => new()
    {
        Epoch = 118, Epochs = 120, Batch = batch, Batches = 100, Loss = 12.3456, ClassLoss = 10.1234, BoxLoss = 2.2222, LearningRate = 0.00123,
        ImagesPerSecond = 120.5, Elapsed = TimeSpan.FromMinutes(3), Left = new TimeSpan(1, 2, 3), EndOfEpoch = end,
        Validation = end ? new CocoEvaluator().Evaluate(Measured()) : null,
    };

    private static EvaluationSet Measured() => EvaluationSetBuilder.ForClasses(["a"]).Build();
}
