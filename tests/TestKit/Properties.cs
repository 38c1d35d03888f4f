using FsCheck;
using FsCheck.Fluent;

namespace MLNetDetection.TestKit;

/// <summary>FsCheck with a fixed seed, so that a failure repeats.</summary>
internal static class Properties
{
    public static void Hold<T>(Func<T, bool> property, int tests = 200) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(20160808UL, 1UL), Prop.ForAll(property));
}
