namespace ConfigSync.Injection.Reading;

/// <summary>Reads the field <c>resources</c> of a Pod or of a container.</summary>
internal static class ResourcesReader
{
    // What was read of requests, or of limits; null of what is not given, unlike a zero, which the API server does not replace.
    private record struct Amounts(ulong? Cpu, ulong? Memory, ulong? EphemeralStorage, bool HasAny);

    public static ResourcesView Read(ref FieldReader json)
    {
        Amounts requests = default, limits = default;
        if (!json.EnterObject())
        {
            return default;
        }

        while (json.NextField())
        {
            if (json.Is("requests"u8))
            {
                requests = ReadAmounts(ref json);
            }
            else if (json.Is("limits"u8))
            {
                limits = ReadAmounts(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return new ResourcesView(
            Pair(requests.Cpu, limits.Cpu), Pair(requests.Memory, limits.Memory), Pair(requests.EphemeralStorage, limits.EphemeralStorage))
        {
            HasAny = requests.HasAny || limits.HasAny,
        };
    }

    private static Allotment Pair(ulong? request, ulong? limit) => new(request ?? limit ?? 0, limit ?? 0);

    private static Amounts ReadAmounts(ref FieldReader json)
    {
        var amounts = default(Amounts);
        if (!json.EnterObject())
        {
            return amounts;
        }

        while (json.NextField())
        {
            amounts.HasAny = true;
            if (json.Is("cpu"u8))
            {
                amounts.Cpu = json.Quantity()?.Thousandths;
            }
            else if (json.Is("memory"u8))
            {
                amounts.Memory = json.Quantity()?.Units;
            }
            else if (json.Is("ephemeral-storage"u8))
            {
                amounts.EphemeralStorage = json.Quantity()?.Units;
            }
            else
            {
                json.Skip();
            }
        }

        return amounts;
    }
}
