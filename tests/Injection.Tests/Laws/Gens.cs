using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Generators of JSON out of generators of JSON.</summary>
internal static class Gens
{
    public static Gen<JToken?> Always(JToken value) => Gen.Constant<JToken?>(value);

    public static Gen<JToken?> OneOf(params JToken[] values) => Gen.Elements<JToken?>(values);

    /// <summary>In so many of a hundred cases; otherwise absent.</summary>
    public static Gen<JToken?> Sometimes(int percent, Gen<JToken?> value) => Gen.Frequency((100 - percent, Gen.Constant<JToken?>(null)), (percent, value));

    /// <summary>An object of the fields whose value is not absent.</summary>
    public static Gen<JToken?> Object(params (string Name, Gen<JToken?> Value)[] fields) =>
        Gen.CollectToArray(fields.Select(field => field.Value)).Select(JToken? (values) =>
        {
            var json = new JObject();
            foreach (var (field, value) in fields.Zip(values).Where(pair => pair.Second is not null))
            {
                json[field.Name] = value!.DeepClone();
            }

            return json;
        });

    public static Gen<JToken?> Array(int least, int most, Gen<JToken?> element) =>
        from count in Gen.Choose(least, most)
        from elements in Gen.ArrayOf(element, count)
        select (JToken?)ArrayOf(elements);

    /// <summary>So many of the values, each at most once, in any order.</summary>
    public static Gen<T[]> Some<T>(int least, int most, T[] values) =>
        from shuffled in Gen.Shuffle(values)
        from count in Gen.Choose(least, Math.Min(most, values.Length))
        select shuffled.Take(count).ToArray();

    public static JArray ArrayOf(IEnumerable<JToken?> elements) => new JArray(elements.Where(element => element is not null).Select(element => element!.DeepClone()));
}
