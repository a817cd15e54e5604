using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Kit;

/// <summary>The icons of the page: Material outlined, in the colour of the text around them. A name or tooltip always stands beside.</summary>
public static class Icons
{
    /// <summary>Close.</summary>
    public static readonly MarkupString Close = Of("M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z");

    /// <summary>Home.</summary>
    public static readonly MarkupString Home = Of("m12 5.69 5 4.5V18h-2v-6H9v6H7v-7.81l5-4.5M12 3 2 12h3v8h6v-6h2v6h6v-8h3L12 3z");

    /// <summary>Chat.</summary>
    public static readonly MarkupString Chat = Of("M20 2H4c-1.1 0-2 .9-2 2v18l4-4h14c1.1 0 2-.9 2-2V4c0-1.1-.9-2-2-2zm0 14H5.17L4 17.17V4h16v12z");

    /// <summary>People.</summary>
    public static readonly MarkupString People = Of("M9 13.75c-2.34 0-7 1.17-7 3.5V19h14v-1.75c0-2.33-4.66-3.5-7-3.5zM4.34 17c.84-.58 2.87-1.25 4.66-1.25s3.82.67 4.66 1.25H4.34zM9 12c1.93 0 3.5-1.57 3.5-3.5S10.93 5 9 5 5.5 6.57 5.5 8.5 7.07 12 9 12zm0-5c.83 0 1.5.67 1.5 1.5S9.83 10 9 10s-1.5-.67-1.5-1.5S8.17 7 9 7zm7.04 6.81c1.16.84 1.96 1.96 1.96 3.44V19h4v-1.75c0-2.02-3.5-3.17-5.96-3.44zM15 12c1.93 0 3.5-1.57 3.5-3.5S16.93 5 15 5c-.54 0-1.04.13-1.5.35.63.89 1 1.98 1 3.15s-.37 2.26-1 3.15c.46.22.96.35 1.5.35z");

    /// <summary>Search.</summary>
    public static readonly MarkupString Search = Of("M15.5 14h-.79l-.28-.27A6.471 6.471 0 0 0 16 9.5 6.5 6.5 0 1 0 9.5 16c1.61 0 3.09-.59 4.23-1.57l.27.28v.79l5 4.99L20.49 19l-4.99-5zm-6 0C7.01 14 5 11.99 5 9.5S7.01 5 9.5 5 14 7.01 14 9.5 11.99 14 9.5 14z");

    /// <summary>Help.</summary>
    public static readonly MarkupString Help = Of("M11 18h2v-2h-2v2zm1-16C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2zm0 18c-4.41 0-8-3.59-8-8s3.59-8 8-8 8 3.59 8 8-3.59 8-8 8zm0-14c-2.21 0-4 1.79-4 4h2c0-1.1.9-2 2-2s2 .9 2 2c0 2-3 1.75-3 5h2c0-2.25 3-2.5 3-5 0-2.21-1.79-4-4-4z");

    /// <summary>Admin.</summary>
    public static readonly MarkupString Admin = Of("M19.43 12.98c.04-.32.07-.64.07-.98 0-.34-.03-.66-.07-.98l2.11-1.65c.19-.15.24-.42.12-.64l-2-3.46c-.09-.16-.26-.25-.44-.25-.06 0-.12.01-.17.03l-2.49 1c-.52-.4-1.08-.73-1.69-.98l-.38-2.65C14.46 2.18 14.25 2 14 2h-4c-.25 0-.46.18-.49.42l-.38 2.65c-.61.25-1.17.59-1.69.98l-2.49-1c-.06-.02-.12-.03-.18-.03-.17 0-.34.09-.43.25l-2 3.46c-.13.22-.07.49.12.64l2.11 1.65c-.04.32-.07.65-.07.98 0 .33.03.66.07.98l-2.11 1.65c-.19.15-.24.42-.12.64l2 3.46c.09.16.26.25.44.25.06 0 .12-.01.17-.03l2.49-1c.52.4 1.08.73 1.69.98l.38 2.65c.03.24.24.42.49.42h4c.25 0 .46-.18.49-.42l.38-2.65c.61-.25 1.17-.59 1.69-.98l2.49 1c.06.02.12.03.18.03.17 0 .34-.09.43-.25l2-3.46c.12-.22.07-.49-.12-.64l-2.11-1.65zm-1.98-1.71c.04.31.05.52.05.73 0 .21-.02.43-.05.73l-.14 1.13.89.7 1.08.84-.7 1.21-1.27-.51-1.04-.42-.9.68c-.43.32-.84.56-1.25.73l-1.06.43-.16 1.13-.2 1.35h-1.4l-.19-1.35-.16-1.13-1.06-.43c-.43-.18-.83-.41-1.23-.71l-.91-.7-1.06.43-1.27.51-.7-1.21 1.08-.84.89-.7-.14-1.13c-.03-.31-.05-.54-.05-.74s.02-.43.05-.73l.14-1.13-.89-.7-1.08-.84.7-1.21 1.27.51 1.04.42.9-.68c.43-.32.84-.56 1.25-.73l1.06-.43.16-1.13.2-1.35h1.39l.19 1.35.16 1.13 1.06.43c.43.18.83.41 1.23.71l.91.7 1.06-.43 1.27-.51.7 1.21-1.07.85-.89.7.14 1.13zM12 8c-2.21 0-4 1.79-4 4s1.79 4 4 4 4-1.79 4-4-1.79-4-4-4zm0 6c-1.1 0-2-.9-2-2s.9-2 2-2 2 .9 2 2-.9 2-2 2z");

    /// <summary>A star, hollow.</summary>
    public static readonly MarkupString Star = Of("m22 9.24-7.19-.62L12 2 9.190 8.630 2 9.240l5.460 4.730L5.820 21 12 17.270 18.180 21l-1.630-7.030L22 9.240zM12 15.400l-3.760 2.270 1-4.280-3.320-2.880 4.380-.380L12 6.100l1.710 4.040 4.380.380-3.320 2.880 1 4.280L12 15.400z");

    /// <summary>A star, filled.</summary>
    public static readonly MarkupString StarFilled = Of("M12 17.270 18.180 21l-1.640-7.030L22 9.240l-7.190-.610L12 2 9.190 8.630 2 9.240l5.460 4.730L5.820 21z");

    /// <summary>Add.</summary>
    public static readonly MarkupString Add = Of("M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6v2z");

    /// <summary>Edit.</summary>
    public static readonly MarkupString Edit = Of("m14.06 9.02.92.92L5.92 19H5v-.92l9.06-9.06M17.66 3c-.25 0-.51.1-.7.29l-1.83 1.83 3.75 3.75 1.83-1.83a.996.996 0 0 0 0-1.41l-2.34-2.34c-.2-.2-.45-.29-.71-.29zm-3.6 3.19L3 17.25V21h3.75L17.81 9.94l-3.75-3.75z");

    /// <summary>More.</summary>
    public static readonly MarkupString More = Of("M12 8c1.1 0 2-.9 2-2s-.9-2-2-2-2 .9-2 2 .9 2 2 2zm0 2c-1.1 0-2 .9-2 2s.9 2 2 2 2-.9 2-2-.9-2-2-2zm0 6c-1.1 0-2 .9-2 2s.9 2 2 2 2-.9 2-2-.9-2-2-2z");

    /// <summary>Back.</summary>
    public static readonly MarkupString Back = Of("M20 11H7.83l5.59-5.59L12 4l-8 8 8 8 1.41-1.41L7.83 13H20v-2z");

    /// <summary>Forward.</summary>
    public static readonly MarkupString Forward = Of("m12 4-1.41 1.41L16.17 11H4v2h12.17l-5.58 5.59L12 20l8-8z");

    /// <summary>Sidebar.</summary>
    public static readonly MarkupString Sidebar = Of("M3 4v16h18V4H3zm2 14V6h4v12H5zm14 0h-8V6h8v12z");

    /// <summary>A bell with a stroke through it.</summary>
    public static readonly MarkupString Muted = Of("M12 22c1.100 0 2-.900 2-2h-4c0 1.100.900 2 2 2zm0-15.500c2.490 0 4 2.020 4 4.500v.100l2 2V11c0-3.070-1.630-5.640-4.500-6.320V4c0-.830-.670-1.500-1.500-1.500s-1.500.670-1.500 1.500v.680c-.240.060-.470.150-.690.230l1.640 1.640c.180-.020.360-.050.550-.050zM5.410 3.350 4 4.760l2.810 2.810C6.290 8.570 6 9.740 6 11v5l-2 2v1h14.240l1.740 1.740 1.410-1.410L5.410 3.350zM16 17H8v-6c0-.680.120-1.320.340-1.900L16 16.760V17z");

    /// <summary>Pin.</summary>
    public static readonly MarkupString Pin = Of("M14 4v5c0 1.120.370 2.160 1 3H9c.650-.860 1-1.900 1-3V4h4m3-2H7c-.550 0-1 .450-1 1s.450 1 1 1h1v5c0 1.660-1.340 3-3 3v2h5.970v7l1 1 1-1v-7H19v-2c-1.660 0-3-1.340-3-3V4h1c.550 0 1-.450 1-1s-.450-1-1-1z");

    /// <summary>A file.</summary>
    public static readonly MarkupString File = Of("M14 2H6c-1.100 0-1.990.900-1.990 2L4 20c0 1.100.890 2 1.990 2H18c1.100 0 2-.900 2-2V8l-6-6zM6 20V4h7v5h5v11H6z");

    /// <summary>A picture.</summary>
    public static readonly MarkupString Image = Of("M19 5v14H5V5h14m0-2H5c-1.100 0-2 .900-2 2v14c0 1.100.900 2 2 2h14c1.100 0 2-.900 2-2V5c0-1.100-.900-2-2-2zm-4.860 8.860-3 3.870L9 13.140 6 17h12l-3.860-5.140z");

    /// <summary>A clip.</summary>
    public static readonly MarkupString Attach = Of("M16.500 6v11.500c0 2.210-1.790 4-4 4s-4-1.790-4-4V5c0-1.380 1.120-2.500 2.500-2.500s2.500 1.120 2.500 2.500v10.500c0 .550-.450 1-1 1s-1-.450-1-1V6H10v9.500c0 1.380 1.120 2.500 2.500 2.500s2.500-1.120 2.500-2.500V5c0-2.210-1.790-4-4-4S7 2.790 7 5v12.500c0 3.040 2.460 5.500 5.500 5.500s5.500-2.460 5.500-5.500V6h-1.500z");

    /// <summary>Download.</summary>
    public static readonly MarkupString Download = Of("M18 15v3H6v-3H4v3c0 1.100.900 2 2 2h12c1.100 0 2-.900 2-2v-3h-2zm-1-4-1.410-1.410L13 12.170V4h-2v8.170L8.410 9.590 7 11l5 5 5-5z");

    /// <summary>A bookmark.</summary>
    public static readonly MarkupString Bookmark = Of("M17 3H7c-1.100 0-1.990.900-1.990 2L5 21l7-3 7 3V5c0-1.100-.900-2-2-2zm0 15-5-2.180L7 18V5h10v13z");

    /// <summary>Down.</summary>
    public static readonly MarkupString Down = Of("M7.41 8.59 12 13.17l4.59-4.58L18 10l-6 6-6-6z");

    /// <summary>Lock.</summary>
    public static readonly MarkupString Lock = Of("M18 8h-1V6c0-2.76-2.24-5-5-5S7 3.24 7 6v2H6c-1.1 0-2 .9-2 2v10c0 1.1.9 2 2 2h12c1.1 0 2-.9 2-2V10c0-1.1-.9-2-2-2zM9 6c0-1.66 1.34-3 3-3s3 1.34 3 3v2H9V6zm9 14H6V10h12v10z");

    /// <summary>Building.</summary>
    public static readonly MarkupString Building = Of("M12 7V3H2v18h20V7H12zM6 19H4v-2h2v2zm0-4H4v-2h2v2zm0-4H4V9h2v2zm0-4H4V5h2v2zm4 12H8v-2h2v2zm0-4H8v-2h2v2zm0-4H8V9h2v2zm0-4H8V5h2v2zm10 12h-8v-2h2v-2h-2v-2h2v-2h-2V9h8v10z");

    /// <summary>Hash.</summary>
    public static readonly MarkupString Hash = Of("m20 10 .5-2h-4l1-4h-2l-1 4h-4l1-4h-2l-1 4h-4L4 10h4l-1 4H3l-.5 2h4l-1 4h2l1-4h4l-1 4h2l1-4h4l.5-2h-4l1-4h4zm-6.500 4h-4l1-4h4l-1 4z");

    /// <summary>Smile.</summary>
    public static readonly MarkupString Smile = Of("M12 2C6.47 2 2 6.47 2 12s4.47 10 10 10 10-4.47 10-10S17.53 2 12 2zm0 18c-4.42 0-8-3.58-8-8s3.58-8 8-8 8 3.58 8 8-3.58 8-8 8zm3.5-9c.83 0 1.5-.67 1.5-1.5S16.33 8 15.5 8 14 8.67 14 9.5s.67 1.500 1.500 1.500zm-7 0c.83 0 1.500-.67 1.500-1.500S9.330 8 8.500 8 7 8.670 7 9.500 7.670 11 8.500 11zm3.500 6.500c2.330 0 4.310-1.460 5.110-3.500H6.890c.800 2.040 2.780 3.500 5.110 3.500z");

    /// <summary>Reply.</summary>
    public static readonly MarkupString Reply = Of("M20 2H4c-1.100 0-2 .900-2 2v18l4-4h14c1.100 0 2-.900 2-2V4c0-1.100-.900-2-2-2zm0 14H5.170L4 17.170V4h16v12zM7 9h10v1.600H7zm0-3h10v1.600H7zm0 6h7v1.600H7z");

    /// <summary>Link.</summary>
    public static readonly MarkupString Link = Of("M17 7h-4v2h4c1.650 0 3 1.350 3 3s-1.350 3-3 3h-4v2h4c2.760 0 5-2.240 5-5s-2.240-5-5-5zm-6 8H7c-1.650 0-3-1.350-3-3s1.350-3 3-3h4V7H7c-2.760 0-5 2.240-5 5s2.240 5 5 5h4v-2zm-3-4h8v2H8z");

    /// <summary>Copy.</summary>
    public static readonly MarkupString Copy = Of("M16 1H4c-1.100 0-2 .900-2 2v14h2V3h12V1zm3 4H8c-1.100 0-2 .900-2 2v14c0 1.100.900 2 2 2h11c1.100 0 2-.900 2-2V7c0-1.100-.900-2-2-2zm0 16H8V7h11v14z");

    /// <summary>Unread.</summary>
    public static readonly MarkupString Unread = Of("M20 6H10v6H8V4h6V0H6v6H4c-1.100 0-2 .900-2 2v12c0 1.100.900 2 2 2h16c1.100 0 2-.900 2-2V8c0-1.100-.900-2-2-2zm0 14H4V8h2v6h6V8h8v12z");

    /// <summary>Send.</summary>
    public static readonly MarkupString Send = Of("m4.010 6.030 7.510 3.220-7.520-1 .010-2.220m7.500 8.720L4 17.970v-2.220l7.510-1M2.010 3 2 10l15 2-15 2 .010 7L23 12 2.010 3z");

    /// <summary>At.</summary>
    public static readonly MarkupString At = Of("M12 2C6.480 2 2 6.480 2 12s4.480 10 10 10h5v-2h-5c-4.340 0-8-3.660-8-8s3.660-8 8-8 8 3.660 8 8v1.430c0 .790-.710 1.570-1.500 1.570s-1.500-.780-1.500-1.570V12c0-2.760-2.240-5-5-5s-5 2.240-5 5 2.240 5 5 5c1.380 0 2.640-.560 3.540-1.470.650.890 1.770 1.470 2.960 1.470 1.970 0 3.500-1.600 3.500-3.570V12c0-5.520-4.480-10-10-10zm0 13c-1.660 0-3-1.340-3-3s1.340-3 3-3 3 1.340 3 3-1.340 3-3 3z");

    /// <summary>Bold.</summary>
    public static readonly MarkupString Bold = Of("M15.600 10.790c.970-.670 1.650-1.770 1.650-2.790 0-2.260-1.750-4-4-4H7v14h7.040c2.090 0 3.710-1.700 3.710-3.790 0-1.520-.860-2.820-2.150-3.420zM10 6.500h3c.830 0 1.500.670 1.500 1.500s-.670 1.500-1.500 1.500h-3v-3zm3.500 9H10v-3h3.500c.830 0 1.500.670 1.500 1.500s-.670 1.500-1.500 1.500z");

    /// <summary>Italic.</summary>
    public static readonly MarkupString Italic = Of("M10 4v3h2.210l-3.420 8H6v3h8v-3h-2.210l3.420-8H18V4z");

    /// <summary>Strike.</summary>
    public static readonly MarkupString Strike = Of("M10 19h4v-3h-4v3zM5 4v3h5v3h4V7h5V4H5zM3 14h18v-2H3v2z");

    /// <summary>Ordered.</summary>
    public static readonly MarkupString Ordered = Of("M2 17h2v.500H3v1h1v.500H2v1h3v-4H2v1zm1-9h1V4H2v1h1v3zm-1 3h1.800L2 13.100v.900h3v-1H3.200L5 10.900V10H2v1zm5-6v2h14V5H7zm0 14h14v-2H7v2zm0-6h14v-2H7v2z");

    /// <summary>Bulleted.</summary>
    public static readonly MarkupString Bulleted = Of("M4 10.500c-.830 0-1.500.670-1.500 1.500s.670 1.500 1.500 1.500 1.500-.670 1.500-1.500-.670-1.500-1.500-1.500zm0-6c-.830 0-1.500.670-1.500 1.500S3.170 7.500 4 7.500 5.500 6.830 5.500 6 4.830 4.500 4 4.500zm0 12c-.830 0-1.500.680-1.500 1.500s.680 1.500 1.500 1.500 1.500-.680 1.500-1.500-.670-1.500-1.500-1.500zM7 19h14v-2H7v2zm0-6h14v-2H7v2zm0-8v2h14V5H7z");

    /// <summary>Quote.</summary>
    public static readonly MarkupString Quote = Of("M18.620 18h-5.240l2-4H13V6h8v7.240L18.620 18zm-2-2h.760L19 12.760V8h-4v4h3.620l-2 4zm-8 2H3.380l2-4H3V6h8v7.240L8.620 18zm-2-2h.760L9 12.760V8H5v4h3.620l-2 4z");

    /// <summary>Code.</summary>
    public static readonly MarkupString Code = Of("M9.400 16.600 4.800 12l4.600-4.600L8 6l-6 6 6 6 1.400-1.400zm5.200 0 4.600-4.600-4.600-4.600L16 6l6 6-6 6-1.400-1.400z");

    /// <summary>CodeBlock.</summary>
    public static readonly MarkupString CodeBlock = Of("M19 3H5c-1.100 0-2 .900-2 2v14c0 1.100.900 2 2 2h14c1.100 0 2-.900 2-2V5c0-1.100-.900-2-2-2zm0 16H5V5h14v14zM9.500 8.500 8 7l-5 5 5 5 1.500-1.500L6 12zM14.500 8.500 16 7l5 5-5 5-1.500-1.500L18 12z");

    /// <summary>A sheet with a tick: to be confirmed.</summary>
    public static readonly MarkupString Confirm = Of("M19 3h-4.180C14.400 1.840 13.300 1 12 1s-2.400.840-2.820 2H5c-1.100 0-2 .900-2 2v14c0 1.100.900 2 2 2h14c1.100 0 2-.900 2-2V5c0-1.100-.900-2-2-2zm-7-.250c.410 0 .750.340.750.750s-.340.750-.750.750-.750-.340-.750-.750.340-.750.750-.750zM19 19H5V5h14v14zM17.990 9l-1.410-1.420-6.590 6.590-2.580-2.570-1.420 1.410 4 3.990z");

    /// <summary>Clock.</summary>
    public static readonly MarkupString Clock = Of("M11.990 2C6.470 2 2 6.480 2 12s4.470 10 9.990 10C17.520 22 22 17.520 22 12S17.520 2 11.990 2zM12 20c-4.420 0-8-3.580-8-8s3.580-8 8-8 8 3.580 8 8-3.580 8-8 8zm.500-13H11v6l5.250 3.150.750-1.230-4.500-2.670z");

    /// <summary>Sent: one tick.</summary>
    public static readonly MarkupString TickSent = Ticks("<path d=\"m6 8 3 3 6-7\"/>");

    /// <summary>Delivered: two ticks.</summary>
    public static readonly MarkupString TickDelivered = Ticks("<path d=\"m2 8 3 3 6-7\"/><path d=\"m9.500 10.500.500.500 6-7\"/>");

    /// <summary>Read: two ticks, filled.</summary>
    public static readonly MarkupString TickRead = Ticks("<rect class=\"ground\" width=\"20\" height=\"16\" rx=\"5\"/><path d=\"m3 8 3 3 5-6\"/><path d=\"m9.500 10.500.500.500 6-6.500\"/>");

    /// <summary>Archive.</summary>
    public static readonly MarkupString Archive = Of("m20.540 5.230-1.390-1.680C18.880 3.210 18.470 3 18 3H6c-.470 0-.880.210-1.160.550L3.460 5.230C3.170 5.570 3 6.020 3 6.500V19c0 1.100.900 2 2 2h14c1.100 0 2-.900 2-2V6.500c0-.480-.170-.930-.460-1.270zM6.240 5h11.520l.830 1H5.420l.820-1zM5 19V8h14v11H5zm11-5.500-4 4-4-4 1.410-1.410L11 13.670V10h2v3.670l1.590-1.590L16 13.500z");

    /// <summary>Warning.</summary>
    public static readonly MarkupString Warning = Of("M12 5.990 19.530 19H4.470L12 5.990M12 2 1 21h22L12 2zm1 14h-2v2h2v-2zm0-6h-2v4h2v-4z");

    /// <summary>User.</summary>
    public static readonly MarkupString User = Of("M12 6c1.100 0 2 .900 2 2s-.900 2-2 2-2-.900-2-2 .900-2 2-2m0 10c2.700 0 5.800 1.290 6 2H6c.230-.720 3.310-2 6-2m0-12C9.790 4 8 5.790 8 8s1.790 4 4 4 4-1.790 4-4-1.790-4-4-4zm0 10c-2.670 0-8 1.340-8 4v2h16v-2c0-2.660-5.330-4-8-4z");

    /// <summary>Info.</summary>
    public static readonly MarkupString Info = Of("M11 7h2v2h-2zm0 4h2v6h-2zm1-9C6.480 2 2 6.480 2 12s4.480 10 10 10 10-4.480 10-10S17.520 2 12 2zm0 18c-4.410 0-8-3.590-8-8s3.590-8 8-8 8 3.590 8 8-3.590 8-8 8z");

    private static MarkupString Ticks(string drawing) =>
        new($"<svg class=\"ticks\" viewBox=\"0 0 20 16\" aria-hidden=\"true\" focusable=\"false\">{drawing}</svg>");

    private static MarkupString Of(string path) =>
        new($"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{path}\"/></svg>");
}
