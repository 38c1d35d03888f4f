using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;

namespace MLNetDetection.Cli.Tests;

/// <summary>Help, errors, exit codes and completion, of the tool as a whole.</summary>
public class HelpTests
{
    public static TheoryData<string> Commands => [.. Tool.Commands().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OfACommand_HasExamplesThatParse(string name)
    {
        var (code, output, _) = ToolRun.Run(name, "--help");
        Assert.Equal(0, code);
        string[] examples = [.. output[output.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("mldetect ", StringComparison.Ordinal))];
        Assert.True(examples.Length > 0 || name == "completion");
        Assert.All(examples, example =>
        {
            string line = example.Split(" #")[0].Split(" > ")[0].Split(" 2> ")[0].Split(" | ")[0];
            Assert.Empty(Tool.Commands().Parse(line["mldetect ".Length..]).Errors);
        });
    }

    [Fact]
    public void Help_OfTheTool_TellsCommandsAndExitCodes()
    {
        var (code, output, _) = ToolRun.Run("--help");
        Assert.Equal(0, code);
        Assert.All(["doctor", "split", "bench", "evaluate", "Exit codes:", "130", "--stack-trace"], text => Assert.Contains(text, output));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Json_OfACommandWithResults_IsAnOption(string name) =>
        Assert.Equal(name != "completion", Tool.Commands().Subcommands.Single(command => command.Name == name).Options.Any(option => option.Name == "--json"));

    [Theory]
    [InlineData("train", "trian", "data")]
    [InlineData("--model", "predict", "--modle", "m.zip", "--images", "x.png")]
    [InlineData("--output", "split", "set", "--ouput", "x")]
    [InlineData("--json", "inspect", "--jsn")]
    [InlineData("--stack-trace", "networks", "--stacktrace")]
    [InlineData("evaluate", "eval", "--gt", "x")]
    public void Errors_OfAMisspeltName_SuggestTheRightOne(string meant, params string[] arguments)
    {
        var (code, output, errors) = ToolRun.Run(arguments);
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.Matches($@"did you mean .*{meant}", errors);
        Assert.Matches(@"see: mldetect .*--help", errors);
    }

    [Fact]
    public void Errors_OfNothingLikeIt_SuggestNothing()
    {
        var (code, _, errors) = ToolRun.Run("xyzzyq");
        Assert.Equal(ExitCode.Usage, code);
        Assert.DoesNotContain("did you mean", errors);
    }

    [Theory]
    [InlineData("--stack-trace")]
    [InlineData("--verbose")]
    public void Errors_OfACommand_HaveAStackTraceOnlyWhereAsked(string option)
    {
        var (code, _, errors) = ToolRun.Run("split", "/nowhere/at/all", "--output", "x");
        Assert.Equal((1, 1), (code, errors.TrimEnd().Split('\n').Length));
        (code, _, errors) = ToolRun.Run("split", "/nowhere/at/all", "--output", "x", option);
        Assert.Equal(1, code);
        Assert.Contains("   at MLNetDetection.", errors);
    }

    [Fact]
    public void Errors_WithoutACommand_ShowWhereTheHelpIs()
    {
        var (code, _, errors) = ToolRun.Run();
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("mldetect --help", errors);
    }

    [Theory]
    [InlineData("mldetect tra", "train")]
    [InlineData("mldetect train --rec", "--recipe")]
    [InlineData("mldetect convert set --to ", "Yolo")]
    [InlineData("mldetect evaluate --protocol ", "voc07")]
    public void Suggest_OfALine_NamesWhatMayFollow(string line, string expected) =>
        Assert.Contains(expected, ToolRun.Run($"[suggest:{line.Length}]", line).Output.Split('\n').Select(each => each.Trim()));

    [LinuxFact]
    public void Completion_OfBash_CompletesInBash()
    {
        string script = ToolRun.Run("completion", "bash").Output;
        const string Ask = """
            mldetect() { dotnet "$TOOL" "$@"; }
            complete_line() {
                COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"; [[ $1 == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _mldetect; echo "${COMPREPLY[*]}"
            }
            complete_line 'mldetect tr'
            complete_line 'mldetect convert set --to P'
            complete_line 'mldetect predict --thr'
            complete -p mldetect
            """;
        using Process bash = ToolProcess.Start("bash", ["-euo", "pipefail", "-c", $"{script}\n{Ask}"], ("TOOL", Path.Combine(AppContext.BaseDirectory, "mldetect.dll")));
        string[] lines = bash.StandardOutput.ReadToEnd().Split('\n');
        bash.WaitForExit();

        Assert.Equal((0, ""), (bash.ExitCode, bash.ExitCode == 0 ? "" : bash.StandardError.ReadToEnd()));
        Assert.Equal(["train", "PascalVoc", "--threshold"], lines[..3]);
        Assert.Contains("-F _mldetect mldetect", lines[3]);
    }

    [Theory]
    [InlineData("zsh", "compdef _mldetect mldetect")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName mldetect")]
    public void Completion_OfOtherShells_AsksTheTool(string shell, string registration)
    {
        string script = ToolRun.Run("completion", shell).Output;
        Assert.Contains(registration, script);
        Assert.Contains("[suggest:", script);
    }

    [Fact]
    public void Json_OfListsAndConversions_IsOneObject()
    {
        using JsonDocument recipes = JsonDocument.Parse(ToolRun.Run("recipes", "--json").Output);
        Assert.Equal(Recipe.Library, recipes.RootElement.EnumerateArray().Select(each => each.GetProperty("name").GetString()!));
        string folder = Directory.CreateTempSubdirectory("mldetect-json-").FullName;
        try
        {
            var (code, output, _) = ToolRun.Run("convert", SmallSet.Write(Path.Combine(folder, "set"), 2), "--to", "Coco", "--output", Path.Combine(folder, "coco"), "--json");
            using JsonDocument converted = JsonDocument.Parse(output);
            Assert.Equal((0, 2), (code, converted.RootElement.GetProperty("images").GetInt32()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
