using MLNetDetection.Architecture.Tests.Rules;
using Mono.Cecil;

namespace MLNetDetection.Architecture.Tests;

/// <summary>Rules that are read off the built assemblies. Each is also shown to fail on an assembly made up to break it.</summary>
public class AssemblyRuleTests
{
    public static TheoryData<string> Libraries => [.. Repository.Libraries];

    public static TheoryData<string> AllLibraries => [.. Repository.Libraries, .. Repository.RuntimeLibraries];

    [Theory]
    [MemberData(nameof(AllLibraries))]
    public void DependencyDirection_OfALibrary_IsHeld(string name)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Repository.PathOfAssembly(name));
        Assert.Empty(DependencyDirection.Violations(assembly));
    }

    [Fact]
    public void DependencyDirection_OfTheTool_IsHeld()
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Repository.PathOfAssembly("mldetect"));
        Assert.Empty(DependencyDirection.Violations(assembly));
    }

    [Theory]
    [InlineData("mldetect", "Newtonsoft.Json")]
    [InlineData("MLNetDetection.Core", "System.Numerics.Tensors")]
    [InlineData("MLNetDetection.Core", "MLNetDetection.Torch")]
    [InlineData("MLNetDetection.Torch", "Microsoft.ML.Core")]
    [InlineData("MLNetDetection.Torch", "MLNetDetection.Runtime.MLNet")]
    [InlineData("MLNetDetection", "SkiaSharp")]
    public void DependencyDirection_OfAForbiddenReference_IsBroken(string name, string reference)
    {
        using AssemblyDefinition assembly = MadeUp.Assembly(name, "System.Runtime", reference);
        Assert.Equal([$"{name} references {reference}"], DependencyDirection.Violations(assembly));
    }

    [Theory]
    [MemberData(nameof(AllLibraries))]
    public void ForbiddenCalls_OfALibrary_AreNone(string name)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Repository.PathOfAssembly(name));
        Assert.Empty(ForbiddenCalls.Violations(assembly));
    }

    [Fact]
    public void ForbiddenCalls_OfMadeUpCallers_AreFound()
    {
        using AssemblyDefinition writes = MadeUp.Calling(typeof(Console).GetMethod(nameof(Console.Beep), [])!);
        using AssemblyDefinition sleeps = MadeUp.Calling(typeof(Thread).GetMethod(nameof(Thread.Sleep), [typeof(int)])!);
        using AssemblyDefinition unfinished = MadeUp.Calling(typeof(NotImplementedException).GetConstructor([])!);
        Assert.Contains("MLNetDetection.Core uses System.Console", ForbiddenCalls.Violations(writes));
        Assert.Contains("MLNetDetection.Core uses System.Threading.Thread::Sleep", ForbiddenCalls.Violations(sleeps));
        Assert.Contains("MLNetDetection.Core uses System.NotImplementedException", ForbiddenCalls.Violations(unfinished));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void StaticState_OfALibrary_IsNone(string name)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Repository.PathOfAssembly(name));
        Assert.Empty(StaticState.Violations(assembly));
    }

    [Fact]
    public void StaticState_OfAMadeUpField_IsFound()
    {
        using AssemblyDefinition assembly = MadeUp.Calling(typeof(Console).GetMethod(nameof(Console.Beep), [])!);
        Assert.Equal(["MadeUp.Caller._state is static and can change"], StaticState.Violations(assembly));
    }
}
