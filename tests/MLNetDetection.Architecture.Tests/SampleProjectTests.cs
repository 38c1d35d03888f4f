namespace MLNetDetection.Architecture.Tests;

/// <summary>"dotnet run --project samples/X -- FILE" means FILE as it was typed; web projects start in their own folder unless told otherwise.</summary>
public class SampleProjectTests
{
    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Run_StartsWhereTheCallerStands(string sample) =>
        Assert.Equal("", Msbuild.Run($"samples/{sample}/{sample}.csproj", "-getProperty:RunWorkingDirectory").Trim());
}
