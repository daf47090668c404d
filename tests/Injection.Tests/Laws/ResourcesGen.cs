using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Resources of the containers of a Pod, which are mostly of one kind, and of the Pod itself: at least what its containers need.</summary>
internal static class ResourcesGen
{
    private static readonly string[] Kinds = ["cpu", "memory", "ephemeral-storage"];

    public static Gen<JToken?> Into(JToken spec)
    {
        var containers = Containers(spec).Count();
        return Gen.Frequency(
            (4, Gen.Constant<JToken?>(spec)),
            (2, Each(spec, containers, Guaranteed)),
            (3, Each(spec, containers, Full)),
            (2, Each(spec, containers, Gens.Sometimes(70, Any))),
            (2, Each(spec, containers, Gens.Sometimes(70, Full)).SelectMany(WithPodLevel)));
    }

    public static IEnumerable<JToken> Containers(JToken spec) => spec["containers"]!.Concat(spec["initContainers"] ?? new JArray());

    private static Gen<JToken?> Each(JToken spec, int count, Gen<JToken?> resources) => Gen.CollectToArray(Enumerable.Repeat(resources, count)).Select(JToken? (all) =>
    {
        var json = spec.DeepClone();
        foreach (var (container, one) in Containers(json).Zip(all).Where(pair => pair.Second is not null))
        {
            container["resources"] = one!.DeepClone();
        }

        return json;
    });

    private static Gen<JToken?> WithPodLevel(JToken? spec) => Gens.OneOf("requests", "limits", "both").Select(JToken? (which) =>
    {
        var json = spec!.DeepClone();
        var needed = new JObject();
        foreach (var kind in Kinds.Take(2))
        {
            needed[kind] = Amounts.Text(kind, Containers(json).Sum(container => Amounts.Of(container, "limits", kind) ?? Amounts.Of(container, "requests", kind) ?? 0) + 1);
        }

        var fields = (string?)which == "both" ? new[] { "requests", "limits" } : [(string)which!];
        json["resources"] = new JObject(fields.Select(field => new JProperty(field, needed.DeepClone())));
        return json;
    });

    private static Gen<JToken?> Guaranteed =>
        from limits in Gens.Object(("cpu", Gens.OneOf("500m", "2", "0.25")), ("memory", Gens.OneOf("64Mi", "1Gi")), ("ephemeral-storage", Gens.Sometimes(50, Gens.Always("1Gi"))))
        from requests in Gens.Sometimes(50, Gens.Always(limits!))
        select (JToken?)Of(requests, limits);

    private static Gen<JToken?> Full =>
        from requests in Gens.Object(("cpu", Gens.OneOf("10m", "100m", "0.25", "333m")), ("memory", Gens.OneOf("30Mi", "64M", "100000001")))
        from factor in Gen.Elements(1m, 1.5m, 3m, 7m, 50m, 150m)
        select (JToken?)Of(requests, Times(requests!, factor));

    private static Gen<JToken?> Any =>
        from requests in Some
        from limits in Gens.Sometimes(30, Gens.Always(new JObject { ["memory"] = "2Gi" }))
        select (JToken?)Of(requests, limits);

    private static Gen<JToken?> Some => Gens.Object(
        ("cpu", Gens.Sometimes(50, Gens.OneOf("1m", "1"))), ("memory", Gens.Sometimes(50, Gens.OneOf("8Mi", "1Gi"))), ("ephemeral-storage", Gens.Sometimes(50, Gens.OneOf("1Gi"))));

    private static JObject Times(JToken requests, decimal factor) =>
        new(((JObject)requests).Properties().Select(request => new JProperty(request.Name, Amounts.Text(request.Name, Amounts.Of((string)request.Value!) * factor))));

    private static JObject Of(JToken? requests, JToken? limits)
    {
        var json = new JObject();
        foreach (var (field, value) in new[] { ("requests", requests), ("limits", limits) })
        {
            if (value is not null)
            {
                json[field] = value.DeepClone();
            }
        }

        return json;
    }
}

/// <summary>Quantities as these laws read them: only in the forms that are generated or written by us.</summary>
internal static class Amounts
{
    private static readonly (string Suffix, decimal Scale)[] Suffixes = [("Gi", 1 << 30), ("Mi", 1 << 20), ("M", 1_000_000), ("m", 0.001m), ("", 1)];

    public static decimal Of(string quantity)
    {
        var (suffix, scale) = Suffixes.First(known => quantity.EndsWith(known.Suffix, StringComparison.Ordinal));
        return decimal.Parse(quantity[..^suffix.Length], CultureInfo.InvariantCulture) * scale;
    }

    /// <summary>A request or limit of a container, or of a Pod's spec; a limit is a request as well.</summary>
    public static decimal? Of(JToken owner, string field, string kind)
    {
        var given = owner["resources"]?[field]?[kind] ?? (field == "requests" ? owner["resources"]?["limits"]?[kind] : null);
        return given is null ? null : Of((string)given!);
    }

    public static string Text(string kind, decimal amount) =>
        kind == "cpu" ? Math.Ceiling(amount * 1000).ToString(CultureInfo.InvariantCulture) + "m" : Math.Ceiling(amount).ToString(CultureInfo.InvariantCulture);
}
