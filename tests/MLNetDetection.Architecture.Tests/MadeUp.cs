using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MLNetDetection.Architecture.Tests;

/// <summary>Assemblies and files made up to break a rule, so that each rule is seen to fail.</summary>
internal static class MadeUp
{
    /// <summary>An assembly of one of our names that references others.</summary>
    public static AssemblyDefinition Assembly(string name, params string[] references)
    {
        AssemblyDefinition assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(name, new Version(1, 0, 0, 0)), name, ModuleKind.Dll);
        foreach (string reference in references)
        {
            assembly.MainModule.AssemblyReferences.Add(new AssemblyNameReference(reference, new Version(1, 0, 0, 0)));
        }

        return assembly;
    }

    /// <summary>An assembly with one method that calls the given one; written and read again, so that its references are real.</summary>
    public static AssemblyDefinition Calling(System.Reflection.MethodBase callee)
    {
        AssemblyDefinition assembly = Assembly("MLNetDetection.Core");
        ModuleDefinition module = assembly.MainModule;
        var type = new TypeDefinition("MadeUp", "Caller", TypeAttributes.Public | TypeAttributes.Class, module.TypeSystem.Object);
        var method = new MethodDefinition("Run", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        method.Body.GetILProcessor().Append(Instruction.Create(callee is System.Reflection.ConstructorInfo ? OpCodes.Newobj : OpCodes.Call, module.ImportReference(callee)));
        type.Methods.Add(method);
        type.Fields.Add(new FieldDefinition("_state", FieldAttributes.Private | FieldAttributes.Static, module.TypeSystem.Int32));
        module.Types.Add(type);
        var stream = new MemoryStream();
        assembly.Write(stream);
        stream.Position = 0;
        return AssemblyDefinition.ReadAssembly(stream);
    }

    /// <summary>A file of one line.</summary>
    public static SourceFile[] File(string path, string line) => [new SourceFile(path, [line])];
}
