using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace MLNetDetection.Cli.Tests;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Evaluate_Json_HasTheTwelveFiguresPerClassAndSeconds()
    {
        (int code, string output, string errors) = ToolRun.Run(_files.Evaluate("--json"));

        Assert.Equal((0, ""), (code, errors));
        JsonElement json = JsonDocument.Parse(output).RootElement;
        string[] figures = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"];
        Assert.Equal(figures, json.EnumerateObject().Select(item => item.Name).Where(figures.Contains));

        // The cats: one of two found before a false alarm; 51 of 101 recalls. The dog: found.
        Assert.Equal(((51 / 101.0) + 1) / 2, json.GetProperty("AP").GetDouble(), 1e-9);
        Assert.Equal(-1, json.GetProperty("APl").GetDouble());
        Assert.Equal(["cat", "dog, \"big\""], json.GetProperty("per_class").EnumerateObject().Select(item => item.Name));
        Assert.Equal(51 / 101.0, json.GetProperty("per_class").GetProperty("cat").GetProperty("AP50").GetDouble(), 1e-9);
        Assert.Equal(["load", "evaluate", "accumulate"], json.GetProperty("seconds").EnumerateObject().Select(item => item.Name));
        Assert.False(json.TryGetProperty("explanation", out _));
    }

    [Fact]
    public void Evaluate_Explain_TellsWhatWentWrong()
    {
        JsonElement json = JsonDocument.Parse(ToolRun.Run(_files.Evaluate("--json", "--explain")).Output).RootElement.GetProperty("explanation");
        Assert.Equal(1, json.GetProperty("tide").GetProperty("Cls").GetProperty("count").GetInt32());
        Assert.Equal(1, json.GetProperty("tide").GetProperty("Bkg").GetProperty("count").GetInt32());
        Assert.Equal("image2.png", json.GetProperty("worst_misses")[0].GetProperty("name").GetString());
        Assert.Equal(3, json.GetProperty("confusion").GetProperty("true_by_predicted_background_last").GetArrayLength());
    }

    [Fact]
    public void Evaluate_Table_ShowsFiguresAndClasses()
    {
        (int code, string output, _) = ToolRun.Run(_files.Evaluate());
        string[] lines = output.Split(Environment.NewLine);
        Assert.Equal(0, code);
        Assert.Equal(["AP", "AP50"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]);
        Assert.Equal(["0.752", "0.752"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]);
        Assert.Equal(["cat", "2", "2", "0.505", "0.505", "0.505", "0.500"], lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("voc07", ((6 / 11.0) + 1) / 2)]
    [InlineData("voc", (0.5 + 1) / 2)]
    public void Evaluate_Voc_GivesItsMeanAp(string protocol, double expected)
    {
        (int code, string output, _) = ToolRun.Run(_files.Evaluate("--protocol", protocol, "--json"));
        Assert.Equal(0, code);
        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(protocol, json.GetProperty("protocol").GetString());
        Assert.Equal(expected, json.GetProperty("mAP").GetDouble(), 1e-9);
        Assert.Equal(1, json.GetProperty("per_class").GetProperty("dog, \"big\"").GetProperty("AP").GetDouble());
    }

    [Fact]
    public void Evaluate_Files_AreWritten()
    {
        byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        File.WriteAllBytes(_files["image2.png"], png);
        (int code, _, string errors) = ToolRun.Run(_files.Evaluate(
            "--report", _files["out/report.html"], "--images", _files.Folder, "--csv", _files["figures.csv"], "--coco-eval", _files["eval.json"]));

        Assert.Equal(0, code);
        Assert.Contains("report.html", errors);
        XElement page = XDocument.Parse(File.ReadAllText(_files["out/report.html"]).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;
        Assert.NotEmpty(page.Descendants("img"));
        string[] csv = File.ReadAllLines(_files["figures.csv"]);
        Assert.StartsWith("class_id,class,objects,detections,AP,AP50", csv[0]);
        Assert.StartsWith("7,\"dog, \"\"big\"\"\",1,2,", csv[3]);
        JsonElement eval = JsonDocument.Parse(File.ReadAllText(_files["eval.json"])).RootElement;
        Assert.Equal(12, eval.GetProperty("stats").GetArrayLength());
        Assert.Equal(10, eval.GetProperty("eval").GetProperty("precision").GetArrayLength());
    }

    [Fact]
    public void Evaluate_PictureOutsideTheFolder_IsNotRead()
    {
        string inner = Directory.CreateDirectory(_files["inner"]).FullName;
        File.WriteAllBytes(_files["secret.png"], [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        string text = File.ReadAllText(_files["gt.json"]).Replace("image2.png", "../secret.png", StringComparison.Ordinal);
        _files.Write("gt.json", text);
        Assert.Equal(0, ToolRun.Run(_files.Evaluate("--report", _files["report.html"], "--images", inner)).Code);
        Assert.DoesNotContain("<img", File.ReadAllText(_files["report.html"]));
    }

    [Theory]
    [InlineData("[{\"image_id\": 9, \"category_id\": 1, \"bbox\": [0, 0, 1, 1], \"score\": 0.5}]", "9")]
    [InlineData("[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [0, 0, -1, 1], \"score\": 0.5}]", "dt.json")]
    [InlineData("[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [0, 0, 1, 1]}]", "score")]
    [InlineData("not json", "dt.json")]
    [InlineData("", "dt.json")]
    public void Evaluate_BadDetections_IsOneLineThatNamesTheFault(string detections, string named)
    {
        _files.Write("dt.json", detections);
        (int code, string output, string errors) = ToolRun.Run(_files.Evaluate());
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("error: ", errors);
        Assert.Contains(named, errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Evaluate_MissingFile_NamesIt()
    {
        (int code, _, string errors) = ToolRun.Run("evaluate", "--gt", _files["none.json"], "--dt", _files["dt.json"]);
        Assert.Equal(1, code);
        Assert.Contains("none.json", errors);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("evaluate", "--gt", "a", "--dt", "b", "--protocol", "pascal")]
    [InlineData("evaluate", "--gt", "a", "--dt", "b", "--protocol", "voc", "--coco-eval", "c")]
    [InlineData("no-such-command")]
    [InlineData]
    public void Run_WrongArguments_ExitsWithTwo(params string[] arguments)
    {
        (int code, _, string errors) = ToolRun.Run(arguments);
        Assert.Equal(2, code);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void Run_Help_NamesTheOptions()
    {
        (int code, string output, _) = ToolRun.Run("evaluate", "--help");
        Assert.Equal(0, code);
        Assert.All(["--gt", "--dt", "--protocol", "--json", "--report"], option => Assert.Contains(option, output));
    }

    [Fact]
    public void Process_BadFile_ExitsWithoutAStackTrace()
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "mldetect.dll"), "evaluate", "--gt", _files["dt.json"], "--dt", _files["dt.json"]])
        {
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("error: ", errors);
        Assert.DoesNotContain("   at ", errors);
    }
}
