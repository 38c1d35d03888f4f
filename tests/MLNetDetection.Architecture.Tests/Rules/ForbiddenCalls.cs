using Mono.Cecil;

namespace MLNetDetection.Architecture.Tests.Rules;

/// <summary>What no library calls: the console, Thread.Sleep, and NotImplementedException.</summary>
internal static class ForbiddenCalls
{
    private static readonly string[] _types = ["System.Console", "System.NotImplementedException"];
    private static readonly string[] _methods = ["System.Threading.Thread::Sleep"];

    /// <summary>Each forbidden type or method that the assembly refers to.</summary>
    public static IEnumerable<string> Violations(AssemblyDefinition assembly)
    {
        IEnumerable<string> types = assembly.MainModule.GetTypeReferences().Select(type => type.FullName).Where(_types.Contains);
        IEnumerable<string> methods = assembly.MainModule.GetMemberReferences()
            .Select(member => $"{member.DeclaringType?.FullName}::{member.Name}").Where(_methods.Contains);
        return types.Concat(methods).Select(name => $"{assembly.Name.Name} uses {name}");
    }
}
