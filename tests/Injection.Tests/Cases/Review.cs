using System.Text;

namespace ConfigSync.Injection.Tests.Cases;

/// <summary>Wraps a Pod in the review that an API server would send of it.</summary>
internal static class Review
{
    public const string Uid = "11111111-2222-3333-4444-555555555555";

    private const string Head =
        $$$"""
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"{{{Uid}}}","kind":{"group":"","version":"v1","kind":"Pod"},
        "resource":{"group":"","version":"v1","resource":"pods"},"namespace":"shop","operation":"CREATE","object":
        """;

    private const string Tail = ""","oldObject":null,"dryRun":false,"options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}""";

    /// <summary>The Pod's bytes go in as they are: malformed ones too.</summary>
    public static byte[] Of(ReadOnlySpan<byte> pod) => [.. Encoding.UTF8.GetBytes(Head), .. pod, .. Encoding.UTF8.GetBytes(Tail)];

    public static byte[] Of(string pod) => Of(Encoding.UTF8.GetBytes(pod));
}
