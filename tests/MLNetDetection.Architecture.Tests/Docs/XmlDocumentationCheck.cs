using System.Reflection;
using System.Xml.Linq;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>Whether an assembly's XML documentation has what IntelliSense shows. The compiler asks for every member; this looks at the file that is shipped.</summary>
internal static class XmlDocumentationCheck
{
    /// <summary>Ids of public types and properties without an entry, or with one that says nothing.</summary>
    public static IEnumerable<string> Missing(Assembly assembly, string xml)
    {
        HashSet<string> told = [.. XDocument.Parse(xml).Descendants("member").Where(Says).Select(member => (string)member.Attribute("name")!)];
        // Names with < are the compiler's own, of extension blocks.
        return assembly.GetExportedTypes().Where(type => !type.FullName!.Contains('<')).SelectMany(Ids).Where(id => !told.Contains(id));
    }

    private static bool Says(XElement member) => member.Element("inheritdoc") is not null
        || (member.Element("summary") is { } summary && (summary.HasElements || !string.IsNullOrWhiteSpace(summary.Value)));

    private static IEnumerable<string> Ids(Type type)
    {
        string name = type.FullName!.Replace('+', '.');
        PropertyInfo[] own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
        return own.Where(property => property.GetIndexParameters().Length == 0).Select(property => $"P:{name}.{property.Name}").Prepend($"T:{name}");
    }
}
