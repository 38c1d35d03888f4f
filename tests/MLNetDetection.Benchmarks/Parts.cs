using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MLNetDetection.Benchmarks;

/// <summary>Times a part of ours with BenchmarkDotNet, in this process: its own project generation does not know our runtimes.</summary>
internal static class Parts
{
    /// <summary>The median of the one benchmark method of a class, in milliseconds.</summary>
    public static double Milliseconds<T>()
    {
        IConfig config = ManualConfig.CreateEmpty()
            .AddLogger(NullLogger.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(9))
            .WithOptions(ConfigOptions.DisableLogFile);
        Summary summary = BenchmarkRunner.Run<T>(config);
        return (summary.Reports.Single().ResultStatistics
            ?? throw new InvalidOperationException($"{typeof(T).Name} gave no result.")).Median / 1e6;
    }
}
