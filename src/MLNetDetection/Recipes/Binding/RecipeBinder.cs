using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MLNetDetection.Recipes.Reading;

namespace MLNetDetection.Recipes.Binding;

/// <summary>
/// Makes objects of a recipe's values. A key that an object does not have is an error; a value that is missing or null leaves the
/// default. On the way the recipe is completed: every default that can be written is written into it.
/// </summary>
/// <param name="given">Values for constructors that need them and where the recipe does not say, by parameter.</param>
/// <param name="hidden">Properties that are not a recipe's business, by name.</param>
internal sealed class RecipeBinder(IReadOnlyDictionary<string, object> given, IReadOnlyCollection<string> hidden)
{
    /// <summary>An object of the node's values, over those of <paramref name="basis"/>.</summary>
    public T Bind<T>(RecipeNode node, T? basis = null)
        where T : class => (T)Read(typeof(T), node, basis)!;

    /// <summary>The same, or null where the recipe has no such section.</summary>
    public T? BindOptional<T>(RecipeNode root, string key, T? basis = null)
        where T : class => root.Object()[key] is { } value ? Bind(root.Child(key, value), basis) : null;

    private object? Read(Type type, RecipeNode node, object? basis)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (RecipeScalars.Knows(type))
        {
            return RecipeScalars.Read(type, node);
        }

        if (RecipeMembers.ItemOf(type) is { } item)
        {
            JsonArray list = node.List();
            var result = Array.CreateInstance(item, list.Count);
            for (int i = 0; i < list.Count; i++)
            {
                result.SetValue(Read(item, node.Child(i, list[i]), null), i);
            }

            return result;
        }

        if (RecipeMembers.NamedItemOf(type) is { } named)
        {
            var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), named))!;
            foreach ((string key, JsonNode? value) in node.Object())
            {
                result[key] = Read(named, node.Child(key, value), null);
            }

            return result;
        }

        return RecipeKinds.Of(type) is { } kinds ? ReadKind(kinds, node) : ReadObject(type, node, basis, null);
    }

    private object ReadKind(IReadOnlyDictionary<string, Type> kinds, RecipeNode node)
    {
        JsonNode? named = node.Object()[RecipeNode.KindKey];
        RecipeNode kind = named is null ? node : node.Child(RecipeNode.KindKey, named);
        return named is JsonValue value && value.TryGetValue(out string? name) && kinds.TryGetValue(name, out Type? type)
            ? ReadObject(type, node, null, name)
            : throw kind.Fault(named is null
                ? $"The key '{RecipeNode.KindKey}' is missing. {NearestName.Advice("", kinds.Keys)}"
                : $"There is no {RecipeNode.Describe(named)}. {NearestName.Advice(named.ToString(), kinds.Keys)}");
    }

    private object ReadObject(Type type, RecipeNode node, object? basis, string? kind)
    {
        JsonObject values = node.Object();
        RecipeMembers members = RecipeMembers.Of(type, hidden);
        string[] keys = [.. members.Keys];
        foreach ((string key, JsonNode? unknown) in values)
        {
            if (!keys.Contains(key) && !(kind is not null && key == RecipeNode.KindKey))
            {
                throw node.Child(key, unknown).Fault($"There is no such key. {NearestName.Advice(key, keys)}");
            }
        }

        return Guarded(node, keys, () =>
        {
            var complete = new List<KeyValuePair<string, JsonNode?>>();
            if (kind is not null)
            {
                complete.Add(new(RecipeNode.KindKey, kind));
            }

            object result = Construct(members.Constructor, node, values, basis, complete);
            foreach (PropertyInfo property in members.Properties)
            {
                SetProperty(property, result, node, values, basis, complete);
            }

            type.GetMethod("Validate", Type.EmptyTypes)?.Invoke(result, null);
            values.Clear();
            foreach ((string key, JsonNode? value) in complete)
            {
                values[key] = value;
            }

            return result;
        });
    }

    private object Construct(ConstructorInfo constructor, RecipeNode node, JsonObject values, object? basis, List<KeyValuePair<string, JsonNode?>> complete)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        var arguments = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            string key = RecipeMembers.Key(parameters[i]);
            if (values[key] is { } value)
            {
                arguments[i] = Read(parameters[i].ParameterType, node.Child(key, value), null);
                complete.Add(new(key, value.DeepClone()));
                continue;
            }

            if (basis is not null)
            {
                arguments[i] = basis.GetType().GetProperty(parameters[i].Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.GetValue(basis);
            }
            else if (parameters[i].HasDefaultValue)
            {
                arguments[i] = parameters[i].ParameterType.IsEnum ? Enum.ToObject(parameters[i].ParameterType, parameters[i].DefaultValue!) : parameters[i].DefaultValue;
            }
            else
            {
                arguments[i] = given.GetValueOrDefault(key) ?? throw node.Fault($"The key '{key}' is missing.");
            }

            Complete(key, arguments[i], complete);
        }

        return constructor.Invoke(arguments);
    }

    private void SetProperty(
        PropertyInfo property, object owner, RecipeNode node, JsonObject values, object? basis, List<KeyValuePair<string, JsonNode?>> complete)
    {
        string key = RecipeMembers.Key(property);
        object? inherited = property.GetValue(basis ?? owner);
        if (values[key] is { } value)
        {
            RecipeNode child = node.Child(key, value);
            Guarded(child, [], () =>
            {
                property.SetValue(owner, Read(property.PropertyType, child, inherited));
                return true;
            });
            complete.Add(new(key, value.DeepClone()));
            return;
        }

        if (basis is not null)
        {
            property.SetValue(owner, inherited);
        }

        Complete(key, inherited, complete);
    }

    // What has kinds keeps its values to itself; everything else is told.
    private void Complete(string key, object? value, List<KeyValuePair<string, JsonNode?>> complete)
    {
        if (Written(value) is { } written)
        {
            complete.Add(new(key, written));
        }
    }

    private JsonNode? Written(object? value)
    {
        if (value is null || RecipeScalars.Knows(value.GetType()))
        {
            return RecipeScalars.Write(value);
        }

        if (value is IEnumerable items)
        {
            return value is IDictionary ? null : new JsonArray([.. items.Cast<object?>().Select(Written)]);
        }

        Type type = value.GetType();
        if (type.BaseType != typeof(object) && !type.IsValueType || type.GetInterfaces().Any(i => RecipeKinds.Of(i) is not null))
        {
            return null;
        }

        RecipeMembers members = RecipeMembers.Of(type, hidden);
        var result = new JsonObject();
        foreach (string key in members.Keys)
        {
            PropertyInfo? property = type.GetProperty(key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is not null && Written(property.GetValue(value)) is { } written)
            {
                result[key] = written;
            }
        }

        return result;
    }

    // The errors of constructors, setters and Validate, with the place of the value that they name.
    private static T Guarded<T>(RecipeNode node, IReadOnlyList<string> keys, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when ((e is TargetInvocationException { InnerException: ArgumentException } ? e.InnerException : e) is ArgumentException fault)
        {
            // A nested option is named as "Freezing.Stages".
            string[] names = [.. (fault.ParamName ?? "").Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)];
            RecipeNode place = keys.Contains(names[0]) ? names.Aggregate(node, (at, name) => at.Child(name, null)) : node;
            int end = fault.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
            throw place.Fault(end < 0 ? fault.Message : fault.Message[..end]);
        }
    }
}
