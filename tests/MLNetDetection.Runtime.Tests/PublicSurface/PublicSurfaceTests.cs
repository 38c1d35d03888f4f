using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace MLNetDetection.Runtime.Tests.PublicSurface;

/// <summary>The System runtime exposes nothing that the real packages do not have in the same form.</summary>
public class PublicSurfaceTests
{
    private static readonly IReadOnlyDictionary<string, string> Real = ApiList.Load();

    private static readonly MemberInfo[] Ours =
        SystemRuntimeFactAttribute.Assemblies.SelectMany(PublicMembers.Of).ToArray();

    [SystemRuntimeFact]
    public void PublicSurface_EveryMember_IsInTheRealLists()
    {
        string[] unknown = Ours.Select(MemberId.Of).Where(id => !Real.ContainsKey(id)).Order().ToArray();

        Assert.True(unknown.Length == 0, "Not in the real packages:\n" + string.Join('\n', unknown));
    }

    [SystemRuntimeFact]
    public void PublicSurface_EveryParameter_HasTheRealNameAndDefault()
    {
        string[] differences = Ours.OfType<MethodBase>().SelectMany(ParameterDifferences).Order().ToArray();

        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    [SystemRuntimeFact]
    public void PublicSurface_EveryPropertyAndMethod_HasTheRealAccessorsAndKind()
    {
        string[] differences = Ours.SelectMany(KindDifferences).Order().ToArray();

        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    [SystemRuntimeFact]
    public void PublicSurface_EveryConstant_HasTheRealValue()
    {
        string[] differences = Ours.OfType<FieldInfo>()
            .Where(field => field.IsLiteral && Real.TryGetValue(MemberId.Of(field), out string? real)
                && !real.EndsWith(" = " + Format(field.GetRawConstantValue()), StringComparison.Ordinal))
            .Select(MemberId.Of)
            .ToArray();

        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    [SystemRuntimeFact]
    public void PublicSurface_EveryNamespace_IsOneOfTheRealPackages()
    {
        string[] namespaces = Ours.OfType<Type>().Select(type => type.Namespace!).Distinct().ToArray();

        Assert.All(namespaces, name => Assert.Matches(@"^(TorchSharp|Microsoft\.ML|Microsoft\.Extensions\.ML)(\.|$)", name));
    }

    private static IEnumerable<string> ParameterDifferences(MethodBase method)
    {
        string id = MemberId.Of(method);
        if (!Real.TryGetValue(id, out string? signature))
        {
            yield break;
        }

        IReadOnlyList<string> real = ApiList.ParametersOf(signature);
        ParameterInfo[] ours = method.GetParameters();
        for (int i = 0; i < ours.Length; i++)
        {
            string expected = Regex.Replace(real[i], @"^.*?\s?([@\w]+)( = .*)?$", "$1$2");
            string found = ours[i].Name + (ours[i].HasDefaultValue ? " = " + Format(ours[i].RawDefaultValue) : string.Empty);
            bool realParams = real[i].StartsWith("params ", StringComparison.Ordinal);
            if (expected.TrimStart('@') != found || realParams != IsParams(ours[i]))
            {
                yield return $"{id}: '{real[i]}' in the real package, '{found}' here";
            }
        }
    }

    private static IEnumerable<string> KindDifferences(MemberInfo member)
    {
        string id = MemberId.Of(member);
        if (!Real.TryGetValue(id, out string? real))
        {
            yield break;
        }

        bool isStatic = member switch
        {
            MethodInfo method => method.IsStatic,
            PropertyInfo property => property.GetAccessors(true)[0].IsStatic,
            FieldInfo field => field is { IsStatic: true, IsLiteral: false },
            Type type => type is { IsAbstract: true, IsSealed: true },
            _ => false,
        };
        if (isStatic != Regex.IsMatch(real, @"(^|\s)static\s"))
        {
            yield return $"{id}: static differs, '{real}'";
        }

        if (member is PropertyInfo accessed)
        {
            foreach (string accessor in PublicMembers.AccessorsOf(accessed).Where(accessor => !real.Contains(accessor)))
            {
                yield return $"{id}: '{accessor}' is not in '{real}'";
            }
        }

        string kind = member is Type ours ? ours.IsEnum ? "enum" : ours.IsInterface ? "interface" : ours.IsValueType ? "struct" : "class" : string.Empty;
        if (!Regex.IsMatch(real, $@"(^|\s){kind}"))
        {
            yield return $"{id}: a {kind} here, '{real}' there";
        }
    }

    private static bool IsParams(ParameterInfo parameter) => parameter.GetCustomAttribute<ParamArrayAttribute>() is not null;

    private static string Format(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        Enum number => Convert.ToInt64(number).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
