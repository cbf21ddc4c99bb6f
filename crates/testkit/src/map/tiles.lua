-- What tilemaker puts into the tiles of a drawn village: a handful of layers, named as the OpenMapTiles schema names them, so
-- that one style draws this village and any district.

node_keys = { "place", "amenity" }

function init_function() end
function exit_function() end

function named(thing)
  thing:Attribute("name:latin", thing:Find("name"))
  thing:Attribute("name", thing:Find("name"))
end

function node_function(node)
  if node:Holds("place") then
    node:Layer("place", false)
    node:Attribute("class", node:Find("place"))
    named(node)
  end
end

function way_function(way)
  local highway = way:Find("highway")
  if highway ~= "" then
    local class = highway == "residential" and "minor" or highway
    way:Layer("transportation", false)
    way:Attribute("class", class)
    if way:Find("bridge") == "yes" then way:Attribute("brunnel", "bridge") end
    way:Layer("transportation_name", false)
    way:Attribute("class", class)
    named(way)
  end
  if way:Holds("waterway") then
    way:Layer("waterway", false)
    way:Attribute("class", way:Find("waterway"))
    named(way)
  end
  if way:Holds("building") then
    way:Layer("building", true)
    way:AttributeNumeric("render_height", 3)
    if way:Holds("addr:housenumber") then
      way:LayerAsCentroid("housenumber")
      way:Attribute("housenumber", way:Find("addr:housenumber"))
    end
    if way:Holds("amenity") then
      way:LayerAsCentroid("poi")
      way:Attribute("class", way:Find("amenity"))
      named(way)
    end
  end
end
