namespace MLNetDetection.Samples.Tests;

/// <summary>The README's program is the sample QuickStart, which the build compiles.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Readme_Program_IsTheSampleQuickStart()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "MLNetDetection.sln")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        string readme = File.ReadAllText(Path.Combine(root.FullName, "README.md"));
        string program = File.ReadAllText(Path.Combine(root.FullName, "samples", "QuickStart", "Program.cs"));

        Assert.Contains($"```csharp\n{program}```", readme.ReplaceLineEndings("\n"));
    }
}
