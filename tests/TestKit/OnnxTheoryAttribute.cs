namespace MLNetDetection.TestKit;

/// <summary><see cref="OnnxFactAttribute"/> for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxTheoryAttribute : TheoryAttribute
{
    public OnnxTheoryAttribute() => Skip = OnnxPeer.Missing;
}
