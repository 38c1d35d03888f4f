using System.Reflection;

namespace MLNetDetection.Architecture.Tests.PublicApi;

/// <summary>
/// What our packages promise to callers, held by text files beside this one: a change of them is seen in review. A change that is
/// meant is approved by running these tests with MLNETDETECTION_APPROVE=1, which writes the files anew.
/// </summary>
public class PublicApiTests
{
    private const string Approve = "MLNETDETECTION_APPROVE";

    public static TheoryData<string> Libraries => [.. Repository.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void PublicApi_OfALibrary_IsTheApprovedOne(string library)
    {
        string[] found = PublicApiText.Of(Assembly.Load(library));
        string file = Path.Combine(Repository.Root, "tests", "MLNetDetection.Architecture.Tests", "PublicApi", library + ".txt");
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            File.WriteAllLines(file, found);
        }

        string[] approved = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] differences = [.. approved.Except(found).Select(line => "- " + line), .. found.Except(approved).Select(line => "+ " + line)];

        Assert.True(differences.Length == 0, $"{library} differs from {file}; if that is meant, run the tests with {Approve}=1:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void PublicApi_OfMadeUpTypes_IsWrittenInFull()
    {
        string[] lines = [.. PublicApiText.Of(typeof(PublicApiTests).Assembly).Where(line => line.Contains(nameof(MadeUpApi), StringComparison.Ordinal)).Select(line => line.Replace("MLNetDetection.Architecture.Tests.PublicApi.", "", StringComparison.Ordinal))];

        Assert.Equal(
            [
                "MadeUpApi = abstract class : IDisposable",
                "MadeUpApi: Int32 Size { get; init; }",
                "MadeUpApi: Void Dispose()",
                "MadeUpApi: const Int32 Limit = 3",
                "MadeUpApi: override String ToString()",
                "MadeUpApi: protected abstract Single[] Read(out Int32 count, String name = \"x\")",
                "MadeUpApi: protected new()",
                "MadeUpApi: static T Pick<T>(params T[] items)",
            ],
            lines);
    }
}
