using Microsoft.ML;

namespace MLNetDetection.Runtime.Tests;

/// <summary>A test of what only the System runtime promises, such as refusing hostile files; skipped on the real packages.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemRuntimeFactAttribute : FactAttribute
{
    public SystemRuntimeFactAttribute()
    {
        string assembly = typeof(MLContext).Assembly.GetName().Name!;
        if (!assembly.StartsWith("MLNetDetection", StringComparison.Ordinal))
        {
            Skip = $"a promise of the System runtime; this is {assembly}";
        }
    }
}
