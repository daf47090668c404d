using System.Reflection;

namespace ConfigSync.Webhook.Configuration;

/// <summary>The version of this program.</summary>
internal static class ProductVersion
{
    /// <summary>As it is released: <c>0.1.0</c>.</summary>
    // The SDK appends the commit after a plus sign, which is no valid character of an image tag.
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
