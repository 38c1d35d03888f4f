using MLNetDetection.Architecture.Tests.Rules;

namespace MLNetDetection.Architecture.Tests;

/// <summary>Rules that are read off the text of the repository. Each is also shown to fail on a file made up to break it.</summary>
public class SourceRuleTests
{
    private static readonly string[] _code = [".cs", ".cpp", ".h", ".py", ".sh", ".ps1", ".targets", ".props", ".cmake"];

    [Fact]
    public void RuntimeKnowledge_OutsideTheRuntime_IsNone() =>
        Assert.Empty(RuntimeKnowledge.Violations(Repository.Files(".cs", ".csproj", ".props", ".targets")));

    [Theory]
    [InlineData("src/MLNetDetection/A.cs", "  #if SYSTEM", true)]
    [InlineData("samples/Demo/Demo.csproj", "<ItemGroup Condition=\"'$(DetectionRuntime)' == 'System'\">", true)]
    [InlineData("tests/MLNetDetection.Tests/A.csproj", "<ProjectReference Include=\"../../src/runtime/MLNet/A.csproj\" />", true)]
    [InlineData("src/runtime/MLNet/A.cs", "#if NET", false)]
    [InlineData("Directory.Build.targets", "$(DetectionRuntime)", false)]
    public void RuntimeKnowledge_OfALine_IsJudgedByItsPlace(string path, string line, bool broken) =>
        Assert.Equal(broken, RuntimeKnowledge.Violations(MadeUp.File(path, line)).Any());

    [Fact]
    public void Files_OfTheRepository_AreShort() => Assert.Empty(TextRules.TooLong(Repository.Files(_code)));

    [Fact]
    public void Files_OfOneLineTooMany_AreFound() =>
        Assert.Single(TextRules.TooLong([new SourceFile("a.cs", new string[TextRules.LongestFile]), new SourceFile("b.cs", new string[TextRules.LongestFile + 1])]));

    [Fact]
    public void RegistryHosts_InTheRepository_AreNone() =>
        Assert.Empty(TextRules.RegistryHosts(Repository.Files([.. _code, ".csproj", ".config", ".md", ".json", ".yml", ".txt", ""])));

    [Fact]
    public void RegistryHosts_InAMadeUpConfig_AreFound() =>
        Assert.Single(TextRules.RegistryHosts(MadeUp.File("nuget.config", "<add key=\"x\" value=\"https://api.NuGet" + ".org/v3/index.json\" />")));

    [Fact]
    public void UnfinishedWork_InTheRepository_IsNone() => Assert.Empty(TextRules.Unfinished(Repository.Files(_code)));

    [Fact]
    public void UnfinishedWork_InAMadeUpFile_IsFound() => Assert.Single(TextRules.Unfinished(MadeUp.File("a.cs", "// TO" + "DO: later")));

    [Fact]
    public void HardCodedSkips_InTests_AreNone() => Assert.Empty(TextRules.HardCodedSkips(Repository.Files(".cs")));

    [Fact]
    public void HardCodedSkips_InAMadeUpTest_AreFound() => Assert.Single(TextRules.HardCodedSkips(MadeUp.File("a.cs", "[Fact(Sk" + "ip = \"slow\")]")));

    [Fact]
    public void Solution_IsClassicAndHoldsEveryProject()
    {
        // The probe is restored by the build, never built.
        string[] projects = [.. Repository.Files(".csproj").Select(file => file.Path).Where(path => !path.StartsWith("src/runtime/probe/", StringComparison.Ordinal))];
        Assert.NotEmpty(projects);
        Assert.Empty(TextRules.ProjectsOutsideSolution(File.ReadAllText(Path.Combine(Repository.Root, "MLNetDetection.sln")), projects));
        Assert.Empty(Repository.Files(".slnx"));
    }

    [Fact]
    public void Solution_WithoutAProject_IsFound() => Assert.Single(TextRules.ProjectsOutsideSolution("\"src\\A\\A.csproj\"", ["src/A/A.csproj", "src/B/B.csproj"]));
}
