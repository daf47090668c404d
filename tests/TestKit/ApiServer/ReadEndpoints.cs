using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>get, list and watch.</summary>
internal sealed class ReadEndpoints(FakeApiServer server)
{
    public byte[] Get(HttpContext context, ApiPath path)
    {
        var found = server.Store.Find(FakeApiServer.Id(path)) ?? throw Refusal.NotFound(path);
        return IsPartial(context) ? found.Partial : found.Full;
    }

    public async Task ListAsync(HttpContext context, ApiPath path)
    {
        var partial = IsPartial(context);
        var (objects, version) = server.Store.List(SelectorOf(context, path));
        var offset = 0;
        if (context.Request.Query["continue"].ToString() is { Length: > 0 } token)
        {
            // A token names the version that its list began at; after a compaction that version is gone.
            var parts = token.Split('.');
            (version, offset) = (long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
            if (!server.Store.Remembers(version))
            {
                throw new Refusal(410, "Expired", "The provided continue parameter is too old to display a consistent list result.");
            }
        }

        var limit = int.TryParse(context.Request.Query["limit"], out var asked) ? asked : int.MaxValue;
        var page = objects.Skip(offset).Take(limit).ToList();
        var left = objects.Count - offset - page.Count;
        var metadata = left > 0
            ? $$"""{"resourceVersion":"{{version}}","continue":"{{version}}.{{offset + page.Count}}","remainingItemCount":{{left}}}"""
            : $$"""{"resourceVersion":"{{version}}"}""";
        var (kind, apiVersion) = partial ? ("PartialObjectMetadataList", "meta.k8s.io/v1") : ("List", path.ApiVersion);
        using var body = new MemoryStream();
        body.Write(Encoding.UTF8.GetBytes($$"""{"kind":"{{kind}}","apiVersion":"{{apiVersion}}","metadata":{{metadata}},"items":["""));
        for (var i = 0; i < page.Count; i++)
        {
            body.Write(i == 0 ? ""u8 : ","u8);
            body.Write(partial ? page[i].Partial : page[i].Full);
        }

        body.Write("]}\n"u8);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    public async Task WatchAsync(HttpContext context, ApiPath path)
    {
        var watch = new WatchSession(path.Resource, SelectorOf(context, path), IsPartial(context));
        var after = long.Parse(context.Request.Query["resourceVersion"].ToString(), CultureInfo.InvariantCulture);
        if (!server.Store.TryWatch(watch, after))
        {
            var expired = Refusal.Expired(after, server.Store.Version);
            if (server.ExpiredAsStatus)
            {
                throw expired;
            }

            await context.Response.Body.WriteAsync(WatchLine.Event("ERROR", JsonSerializer.SerializeToUtf8Bytes(expired.ToStatus())).Bytes, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/json;stream=watch";
        try
        {
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await foreach (var line in watch.Lines.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(line.Bytes, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                if (line.ThenCut)
                {
                    context.Abort();
                    return;
                }
            }
        }
        finally
        {
            server.Store.EndWatch(watch);
        }
    }

    private static bool IsPartial(HttpContext context) => context.Request.Headers.Accept.ToString().Contains("as=PartialObjectMetadata", StringComparison.Ordinal);

    private static Selector SelectorOf(HttpContext context, ApiPath path) =>
        new(path.Group, path.Resource, path.Namespace, context.Request.Query["labelSelector"].ToString(), context.Request.Query["fieldSelector"].ToString());
}
