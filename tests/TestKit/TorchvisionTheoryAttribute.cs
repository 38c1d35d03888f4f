namespace MLNetDetection.TestKit;

/// <summary>A test that runs the scripts of tests/Golden, and is reported as skipped where Debian's python3-torchvision is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchvisionTheoryAttribute : TheoryAttribute
{
    public const string Python = "/usr/bin/python3";

    public TorchvisionTheoryAttribute()
    {
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/torchvision"))
        {
            Skip = "python3-torchvision is not installed (apt-get install python3-torchvision).";
        }
    }
}
