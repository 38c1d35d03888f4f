using System.Globalization;

namespace MLNetDetection.TestKit;

/// <summary>What Linux says of this process's memory.</summary>
internal static class ResidentMemory
{
    /// <summary>Bytes that resident memory rose over where it stood. Writing 5 to clear_refs sets the kernel's high-water mark back.</summary>
    public static long PeakAbove(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        long before = Status("VmRSS");
        action();
        return Status("VmHWM") - before;
    }

    private static long Status(string name) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(l => l.StartsWith(name + ":", StringComparison.Ordinal)).Split(' ', '\t', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
