using System.Diagnostics;
using Microsoft.ML.Data;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>A server's day in short: many predictions from several threads, and memory where it was.</summary>
public sealed class PredictionSoakTests(TrainedBlocks trained) : IClassFixture<TrainedBlocks>
{
    [LinuxFact]
    [Trait("Category", "Verify")]
    public void Detect_TwentyThousandTimes_LeavesMemoryWhereItWas()
    {
        Predict(2000);
        long before = ResidentBytes();
        Predict(20000);
        long after = ResidentBytes();

        Assert.True(after < before * 1.05, $"{before >> 20} MB before, {after >> 20} MB after");
    }

    [Fact]
    public void Detect_SomeHundredTimes_GivesTheSameEachTime() => Predict(200);

    private void Predict(int count)
    {
        using MLImage first = MLImage.CreateFromFile(trained.Rows[0].ImagePath);
        var expected = trained.Model.Detect(first);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using MLImage image = MLImage.CreateFromFile(trained.Rows[0].ImagePath);
            Assert.Equal(expected, trained.Model.Detect(image));
        });
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
