namespace TorchSharp.Utils;

/// <summary>The name a field is registered under where it is not the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ComponentNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
